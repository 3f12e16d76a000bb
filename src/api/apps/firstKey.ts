/** App keys for a service that has just been started (contract §4 and §5). */
import { newSecret } from '../../http/secrets.js';
import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import { appStore } from './store.js';

type Dependencies = { database: Database; clock: Clock };

/** Sees to it that `BOOTSTRAP_APP_KEY` names an app. */
export async function ensureBootstrapApp({ database, clock }: Dependencies, key: string): Promise<void> {
  await appStore(database).ensure({ name: 'Bootstrap', key, at: new Date(clock.now()) });
}

/** Makes an app where there is none at all; resolves to its key, to be shown to the operator, or to undefined. */
export async function ensureFirstApp({ database, clock }: Dependencies): Promise<string | undefined> {
  const key = newSecret();
  const made = await appStore(database).addFirst({ name: 'First app', key, at: new Date(clock.now()) });
  return made ? key : undefined;
}

/**
 * What a start does: the app of `bootstrapKey` where one is given, else a first app where there is none.
 * Resolves to a key that was made just now, to be printed.
 */
export async function firstKey(
  dependencies: Dependencies,
  bootstrapKey: string | undefined,
): Promise<string | undefined> {
  if (bootstrapKey === undefined) return ensureFirstApp(dependencies);
  await ensureBootstrapApp(dependencies, bootstrapKey);
  return undefined;
}
