// What the service did, by what it has written: $1 and $2 are the range in ms.

/**
 * Every slot of every monitor in the range, whether or not anything came of it, but for an interval at each edge. A check
 * counts for the last slot that is not after its start. A slot's lateness is the time until the next check of its monitor
 * began: where that took longer than the interval, the slot is missed and its lateness tells for how long.
 */
const slots = `
  SELECT id, checks, (extract(epoch FROM next_start - slot) * 1000)::float8 AS late FROM (
    SELECT id, slot, interval, coalesce(checks, 0) AS checks,
      min(start) OVER (PARTITION BY id ORDER BY slot ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS next_start
    FROM (
      SELECT id, slot, make_interval(secs => seconds_between_checks) AS interval
      FROM targets, generate_series(
        next_slot(id, seconds_between_checks, to_timestamp($1 / 1000.0) + make_interval(secs => seconds_between_checks)),
        now(), make_interval(secs => seconds_between_checks)) AS slot
    ) AS expected LEFT JOIN (
      SELECT id, slot, count(*)::int AS checks, min(started_at) AS start FROM (
        SELECT t.id, r.started_at, next_slot(
          t.id, t.seconds_between_checks, r.started_at - make_interval(secs => t.seconds_between_checks)) AS slot
        FROM check_results r JOIN targets t ON t.id = r.target_id WHERE r.started_at >= to_timestamp($1 / 1000.0)
      ) AS results GROUP BY id, slot
    ) AS met USING (id, slot)
  ) AS each WHERE slot < to_timestamp($2 / 1000.0) - interval`;

const results = `
  SELECT count(*) AS checks, count(*) FILTER (WHERE outcome = 'down') AS failed,
    count(*) FILTER (WHERE outcome = 'unchecked') AS unchecked,
    coalesce(sum(attempts) FILTER (WHERE type <> 'target_ping'), 0)::int AS attempts
  FROM check_results JOIN targets ON id = target_id
  WHERE started_at >= to_timestamp($1 / 1000.0) AND started_at < to_timestamp($2 / 1000.0)`;

/** Of results since the service was started at $1: when the last of all monitors began its first check. */
const firsts = `
  SELECT count(*) AS monitors, count(*) FILTER (WHERE first IS NULL) AS never,
    (extract(epoch FROM max(first)) * 1000 - $1)::float8 AS all_begun
  FROM targets LEFT JOIN (SELECT target_id, min(started_at) AS first FROM check_results GROUP BY 1) AS f ON target_id = id`;

/** What was written of `[from, to)` by a service that was started at `began`: all in ms. */
export async function readLedger(database, { began, from, to }) {
  const [told] = await database.query(results, [from, to]);
  const [met] = await database.query(
    `SELECT count(*) AS slots, count(*) FILTER (WHERE checks = 0) AS missed,
       coalesce(sum(checks - 1) FILTER (WHERE checks > 1), 0)::int AS twice, max(late) AS max,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY late) AS p50, percentile_cont(0.99) WITHIN GROUP (ORDER BY late) AS p99
     FROM (${slots}) AS s`,
    [from, to],
  );
  const [first] = await database.query(firsts, [began]);
  const [{ down }] = await database.query(`SELECT count(*) AS down FROM events WHERE type = 'down'`);
  return { ...told, ...met, ...first, down };
}
