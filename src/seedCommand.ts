/** `npm run seed`: an account with monitors and a made-up past, for a first look. */
import { systemClock } from './platform/clock.js';
import { connect } from './platform/database/database.js';
import { attachEmbedded } from './platform/database/embedded/embedded.js';
import { migrate } from './platform/database/migrations.js';
import { createLogger } from './platform/logger.js';
import { readSettings } from './platform/settings.js';
import { OptionError, readOptions, usage } from './seed/options.js';
import { progressBar } from './seed/progress.js';
import { seed, type SeedOptions } from './seed/seed.js';

const log = createLogger({ level: 'warn' });

async function run(options: SeedOptions): Promise<void> {
  const { databaseUrl, dataDir, dataDirIsDefault } = readSettings();
  const embedded = databaseUrl === undefined ? await attachEmbedded({ dataDir, dataDirIsDefault, log }) : undefined;
  const database = connect(embedded?.url ?? databaseUrl ?? '', { max: 1, applicationName: 'port-monitor seed' });
  try {
    await migrate(database, log);
    const began = systemClock.elapsed();
    const { counts } = await seed(
      database,
      options,
      progressBar(process.stderr, () => systemClock.elapsed()),
    );
    const seconds = (systemClock.elapsed() - began) / 1000;
    const number = (value: number) => value.toLocaleString('en');
    process.stdout.write(
      `${number(options.monitors)} monitors, ${number(counts.checks)} checks, ${number(counts.results)} of them kept one by one, ` +
        `${number(counts.rollups)} rollups, ${number(counts.events)} events, ${number(counts.gaps)} gaps ` +
        `in ${seconds.toFixed(1)} s (${number(Math.round(counts.checks / seconds))} checks a second)\n` +
        `The account: ${options.email}, password: ${options.password}\n` +
        'Next: npm start, and log in with it.\n',
    );
  } finally {
    await database.close();
    await embedded?.stop();
  }
}

try {
  const { port, tls, retentionDays } = readSettings();
  const options = readOptions(process.argv.slice(2), { now: systemClock.now(), retentionDays });
  if (options) await run({ ...options, service: { port, tls: tls.mode !== 'off' } });
  else process.stdout.write(usage);
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${message.split('\n')[0] ?? ''}\n`);
  process.exitCode = error instanceof OptionError ? 2 : 1;
}
