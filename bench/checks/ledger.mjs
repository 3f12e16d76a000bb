// What the service did, by what it has written: $1 and $2 are the range and $3 the interval of the monitors, all in ms.

/** A check's slot is the last one of its monitor's grid that is not after its start. */
const checks = `
  SELECT target_id, outcome, started_at, slot, (extract(epoch FROM started_at - slot) * 1000)::float8 AS late FROM (
    SELECT *, next_slot(target_id, ($3 / 1000)::int, started_at - make_interval(secs => $3 / 1000.0)) AS slot
    FROM check_results
    WHERE started_at >= to_timestamp($1 / 1000.0) AND started_at < to_timestamp($2 / 1000.0)
  ) AS results`;

export async function readLedger(database, range) {
  const [told] = await database.query(
    `SELECT count(*) AS checks, count(*) FILTER (WHERE outcome = 'down') AS failed,
       count(*) FILTER (WHERE outcome = 'unchecked') AS unchecked, max(late) AS max,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY late) AS p50, percentile_cont(0.99) WITHIN GROUP (ORDER BY late) AS p99
     FROM (${checks}) AS c`,
    range,
  );
  // Slots between the first and the last of each monitor in the range: either of these may lie across its edge.
  const [slots] = await database.query(
    `SELECT coalesce(sum(checks - slots), 0)::int AS twice, coalesce(sum(expected - slots), 0)::int AS missed FROM (
       SELECT count(*) AS checks, count(DISTINCT slot) AS slots,
         round(extract(epoch FROM max(slot) - min(slot)) * 1000 / $3) + 1 AS expected
       FROM (${checks}) AS c GROUP BY target_id
     ) AS each`,
    range,
  );
  const [{ down }] = await database.query(`SELECT count(*) AS down FROM events WHERE type = 'down'`);
  const [{ backlog }] = await database.query(
    `SELECT (extract(epoch FROM max(first) - (SELECT at FROM began)) * 1000)::float8 AS backlog
     FROM (SELECT min(started_at) AS first FROM check_results GROUP BY target_id) AS firsts`,
  );
  return { ...told, ...slots, down, backlog };
}
