/** Sessions of people who look at pages. */
import { touch } from '../../http/lastUse.js';
import { sessionDays } from '../../http/signIn.js';
import type { Database } from '../../platform/database/database.js';
import type { UserCaller } from '../../http/route.js';

const day = 24 * 60 * 60 * 1000;

/** Whose pages these are, as routes know callers. */
export type Person = UserCaller;

type Row = { id: number; last_used_at: Date; user_id: number; email: string; language: string; time_zone: string };

/** A session that has not ended. */
export type Session = { person: Person; lastUsedAt: Date };

export function personSessions(database: Database) {
  return {
    /** The session that `hash` names, where it lasts still at `now` (ms). That it was looked for is no use of it. */
    async find(hash: Buffer, now: number): Promise<Session | undefined> {
      const [row] = await database.query<Row>(
        `SELECT s.id, s.last_used_at, u.id AS user_id, u.email, u.language, u.time_zone
         FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.hash = $1 AND s.last_used_at > $2`,
        [hash, new Date(now - sessionDays * day)],
      );
      if (!row) return undefined;
      const user = { id: row.user_id, email: row.email, language: row.language, timeZone: row.time_zone };
      // No app stands between a person and the pages.
      return { person: { appId: 0, signIn: { by: 'session', id: row.id }, user }, lastUsedAt: row.last_used_at };
    },

    /** Lets a session last from `now` on; false where that was written a moment ago. */
    use({ person, lastUsedAt }: Session, now: number): Promise<boolean> {
      return touch(database.query, 'sessions', { id: person.signIn.id, lastUsedAt }, now);
    },
  };
}
