/** Sessions of people who look at pages. */
import { touch } from '../../http/lastUse.js';
import { sessionDays } from '../../http/signIn.js';
import type { Database } from '../../platform/database/database.js';
import type { UserCaller } from '../../http/route.js';

const day = 24 * 60 * 60 * 1000;

type Row = { id: number; last_used_at: Date; user_id: number; email: string; language: string; time_zone: string };

/** Whose pages these are, as routes know callers. */
export type Person = UserCaller;

export function personSessions(database: Database) {
  return {
    /** The person whose session `hash` names, and who is still there at `now` (ms); `isTouched`: it lasts longer now. */
    async find(hash: Buffer, now: number): Promise<{ person: Person; isTouched: boolean } | undefined> {
      const [row] = await database.query<Row>(
        `SELECT s.id, s.last_used_at, u.id AS user_id, u.email, u.language, u.time_zone
         FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.hash = $1 AND s.last_used_at > $2`,
        [hash, new Date(now - sessionDays * day)],
      );
      if (!row) return undefined;
      const isTouched = await touch(database.query, 'sessions', { id: row.id, lastUsedAt: row.last_used_at }, now);
      const user = { id: row.user_id, email: row.email, language: row.language, timeZone: row.time_zone };
      // No app stands between a person and the pages.
      return { person: { appId: 0, signIn: { by: 'session', id: row.id }, user }, isTouched };
    },
  };
}
