/** Apps in the database (contract §4). */
import type { Database } from '../../platform/database/database.js';

export type AppRow = {
  id: number;
  name: string;
  key: string;
  created_at: Date;
  revoked_at: Date | null;
  /** To the minute; null where no request has come with its key. */
  last_used_at: Date | null;
};

const columns = 'id, name, key, created_at, revoked_at, last_used_at';

export function appStore(database: Database) {
  return {
    async add(app: { name: string; key: string; at: Date }): Promise<void> {
      await database.query('INSERT INTO apps (name, key, created_at) VALUES ($1, $2, $3)', [app.name, app.key, app.at]);
    },

    /** All apps by id, revoked ones too. */
    list(): Promise<AppRow[]> {
      return database.query<AppRow>(`SELECT ${columns} FROM apps ORDER BY id`);
    },

    /** A user's apps by id, revoked ones too. */
    listOf(userId: number): Promise<AppRow[]> {
      return database.query<AppRow>(`SELECT ${columns} FROM apps WHERE user_id = $1 ORDER BY id`, [userId]);
    },

    /** Makes an app of a user. */
    async addOf(userId: number, app: { name: string; key: string; at: Date }): Promise<void> {
      await database.query('INSERT INTO apps (user_id, name, key, created_at) VALUES ($1, $2, $3, $4)', [
        userId,
        app.name,
        app.key,
        app.at,
      ]);
    },

    /** False where the user has no such app. */
    async rename(userId: number, id: number, name: string): Promise<boolean> {
      const rows = await database.query('UPDATE apps SET name = $3 WHERE id = $2 AND user_id = $1 RETURNING id', [
        userId,
        id,
        name,
      ]);
      return rows.length > 0;
    },

    /** Revokes an app of a user for good; false where there is none. */
    async revokeOf(userId: number, id: number, at: Date): Promise<boolean> {
      const rows = await database.query(
        'UPDATE apps SET revoked_at = coalesce(revoked_at, $3) WHERE id = $2 AND user_id = $1 RETURNING id',
        [userId, id, at],
      );
      return rows.length > 0;
    },

    /** Revokes an app for good; resolves to it, or to undefined where no app has the key. */
    async revoke(key: string, at: Date): Promise<AppRow | undefined> {
      const [row] = await database.query<AppRow>(
        `UPDATE apps SET revoked_at = coalesce(revoked_at, $2) WHERE key = $1 RETURNING ${columns}`,
        [key, at],
      );
      return row;
    },

    /** Makes an app with this key if there is none; one that was revoked stays so. True where it was made. */
    async ensure(app: { name: string; key: string; at: Date }): Promise<boolean> {
      const rows = await database.query(
        'INSERT INTO apps (name, key, created_at) VALUES ($1, $2, $3) ON CONFLICT (key) DO NOTHING RETURNING id',
        [app.name, app.key, app.at],
      );
      return rows.length > 0;
    },

    /** Makes an app if there is none at all, once however many processes start together. True where it was made. */
    addFirst(app: { name: string; key: string; at: Date }): Promise<boolean> {
      return database.transaction(async (query) => {
        await query('LOCK TABLE apps IN SHARE ROW EXCLUSIVE MODE');
        const rows = await query(
          `INSERT INTO apps (name, key, created_at)
           SELECT $1, $2, $3 WHERE NOT EXISTS (SELECT 1 FROM apps) RETURNING id`,
          [app.name, app.key, app.at],
        );
        return rows.length > 0;
      });
    },
  };
}
