/** Apps in the database (contract §4). */
import type { Database } from '../../platform/database/database.js';

export type AppRow = { id: number; name: string; key: string; created_at: Date; revoked_at: Date | null };

const columns = 'id, name, key, created_at, revoked_at';

export function appStore(database: Database) {
  return {
    async add(app: { name: string; key: string; at: Date }): Promise<void> {
      await database.query('INSERT INTO apps (name, key, created_at) VALUES ($1, $2, $3)', [app.name, app.key, app.at]);
    },

    /** All apps by id, revoked ones too. */
    list(): Promise<AppRow[]> {
      return database.query<AppRow>(`SELECT ${columns} FROM apps ORDER BY id`);
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
