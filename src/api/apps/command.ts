/** The command line for apps, without its process. */
import { newSecret } from '../../http/secrets.js';
import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import { lengthOf } from '../../platform/fields.js';
import { appStore, type AppRow } from './store.js';

/** The command was not understood. */
export class UsageError extends Error {
  constructor() {
    super('usage: npm run app -- create NAME | list | revoke KEY');
  }
}

export type CommandTools = {
  /** Opens the database for as long as `work` takes. */
  withDatabase: (work: (database: Database) => Promise<void>) => Promise<void>;
  clock: Clock;
  write: (line: string) => void;
};

const longestName = 255;

/** Runs one command. @throws UsageError, or an error whose message is for the operator */
export async function runAppCommand(words: readonly string[], tools: CommandTools): Promise<void> {
  const { withDatabase, clock, write } = tools;
  const [command, argument, ...rest] = words;
  const at = new Date(clock.now());
  if (rest.length > 0) throw new UsageError();

  if (command === 'create' && argument !== undefined) {
    const name = nameFrom(argument);
    const key = newSecret();
    await withDatabase((database) => appStore(database).add({ name, key, at }));
    write(`Created the app "${printable(name)}". Its app_key:`);
    write(key);
  } else if (command === 'list' && argument === undefined) {
    await withDatabase(async (database) => {
      for (const row of await appStore(database).list()) write(lineOf(row));
    });
  } else if (command === 'revoke' && argument !== undefined) {
    await withDatabase(async (database) => {
      const app = await appStore(database).revoke(argument, at);
      if (!app) throw new Error('No app has this key.');
      write(`Revoked the app "${printable(app.name)}".`);
    });
  } else {
    throw new UsageError();
  }
}

function nameFrom(argument: string): string {
  const name = argument.trim();
  if (name === '') throw new Error('The name is empty.');
  if (lengthOf(name) > longestName) throw new Error(`The name has more than ${longestName} characters.`);
  return name;
}

function lineOf({ id, name, key, created_at, revoked_at }: AppRow): string {
  const state = revoked_at ? `revoked ${revoked_at.toISOString()}` : 'active';
  return [id, printable(name), key, created_at.toISOString(), state].join('\t');
}

/** On one line, whatever is in the name. */
function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ');
}
