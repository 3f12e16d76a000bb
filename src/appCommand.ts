/** `npm run app -- create NAME | list | revoke KEY`: the operator's way to make apps (contract §4 and §6). */
import { runAppCommand, UsageError } from './api/apps/command.js';
import { systemClock } from './platform/clock.js';
import { connect, type Database } from './platform/database/database.js';
import { attachEmbedded } from './platform/database/embedded/embedded.js';
import { migrate } from './platform/database/migrations.js';
import { createLogger } from './platform/logger.js';
import { readSettings } from './platform/settings.js';

const log = createLogger({ level: 'warn' });

/** The service's database, started for the moment where it is embedded and the service does not run. */
async function withDatabase(work: (database: Database) => Promise<void>): Promise<void> {
  const { databaseUrl, dataDir, dataDirIsDefault } = readSettings();
  const embedded = databaseUrl === undefined ? await attachEmbedded({ dataDir, dataDirIsDefault, log }) : undefined;
  try {
    const database = connect(embedded?.url ?? databaseUrl ?? '', { max: 1, applicationName: 'port-monitor app' });
    try {
      await migrate(database, log);
      await work(database);
    } finally {
      await database.close();
    }
  } finally {
    await embedded?.stop();
  }
}

// Whoever reads the output may stop early: `npm run app -- list | head -1`.
process.stdout.on('error', () => undefined);
const write = (line: string) => process.stdout.write(`${line}\n`);

try {
  await runAppCommand(process.argv.slice(2), { withDatabase, clock: systemClock, write });
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${message.split('\n')[0] ?? ''}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
