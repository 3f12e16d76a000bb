/** `npm run seed`: an account with monitors and a made-up past, for a first look. */
import { systemClock } from './platform/clock.js';
import { connect } from './platform/database/database.js';
import { attachEmbedded } from './platform/database/embedded/embedded.js';
import { migrate } from './platform/database/migrations.js';
import { createLogger } from './platform/logger.js';
import { readSettings } from './platform/settings.js';
import { OptionError, readOptions, usage, type AskedFor } from './seed/options.js';
import { progressBar } from './seed/progress.js';
import { seed, type Counts } from './seed/seed.js';

const log = createLogger({ level: 'warn' });

async function run(asked: AskedFor): Promise<void> {
  const { host, port, tls, retentionDays, databaseUrl, dataDir, dataDirIsDefault, ...rest } = readSettings();
  const options = {
    ...asked,
    resultsDays: asked.resultsDays ?? retentionDays,
    service: { host, port, tls: tls.mode !== 'off' },
  };
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
    process.stdout.write(
      `${told(counts, seconds)}--seed ${options.seed} --until ${options.until.toISOString()} makes the same again.\n` +
        `The account: ${options.email}, password: ${options.password}\n` +
        (rest.allowPrivateTargets ? '' : refused) +
        'Next: npm start, and log in with it.\n',
    );
  } finally {
    await database.close();
    await embedded?.stop();
  }
}

const refused = 'ALLOW_PRIVATE_TARGETS is false: checks of these monitors, which look at this machine, will fail.\n';

function told({ checks, results, rolled, rollups, events, gaps }: Counts, seconds: number): string {
  const number = (value: number) => value.toLocaleString('en');
  return (
    `${number(checks)} checks in ${seconds.toFixed(1)} s, ${number(Math.round(checks / seconds))} a second: ` +
    `${number(results)} written one by one, ${number(rolled)} rolled up in ${number(rollups)} rows; ` +
    `${number(events)} events, ${number(gaps)} gaps\n`
  );
}

try {
  const options = readOptions(process.argv.slice(2), { now: systemClock.now() });
  if (options) await run(options);
  else process.stdout.write(usage);
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${message.split('\n')[0] ?? ''}\n`);
  process.exitCode = error instanceof OptionError ? 2 : 1;
}
