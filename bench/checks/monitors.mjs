// The monitors of a run: shared out evenly among kinds, all of them due, as after a standstill.
const types = { url: 'target_url', port: 'target_custom_port', ping: 'target_ping' };

export async function fill(database, kinds, { monitors, interval }, ports) {
  await database.query(`INSERT INTO users (email, email_key, password_hash) VALUES ('bench', 'bench', 'none')`);
  await database.query(`INSERT INTO groups (user_id, name) SELECT id, 'bench' FROM users`);
  const settings = {
    url: `jsonb_build_object('url', 'http://127.0.0.1:${ports.url}/')`,
    port: `jsonb_build_object('host', '127.0.0.1', 'port_number', ${ports.port})`,
    ping: `jsonb_build_object('host', '127.0.' || 1 + n % 200 || '.' || 1 + n / 200 % 200)`,
  };
  for (const [place, kind] of kinds.entries()) {
    await database.query(
      `INSERT INTO targets (user_id, group_id, type, name, settings, seconds_between_checks, timeout, retries_per_check)
       SELECT user_id, id, '${types[kind]}', 'bench', ${settings[kind]}, $1, 5, 2
       FROM groups, generate_series(1, $2::int) AS n WHERE n % $3 = $4`,
      [interval, monitors, kinds.length, place],
    );
  }
  await database.query(
    `INSERT INTO standings (target_id, next_check_at, status_since)
     SELECT id, next_slot(id, seconds_between_checks, now() - interval '1 hour'), now() FROM targets`,
  );
  await database.query('VACUUM ANALYZE');
}
