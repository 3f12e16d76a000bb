/**
 * How each monitor spent a range. $1: the user's id; $2: ids of monitors, or null for all; $3 and $4: the range; $5: until
 * when events are counted, which is within the second after the range's end; $6: now. Times are seconds since the epoch.
 *
 * Every instant is cut to its second before time is counted, so the parts are whole seconds that add up to the range,
 * and agree with the events that clients see. What gaps cover is unknown whatever the events say, and so is the time
 * since a monitor's last check, once the next one is overdue (contract §6, Time that is known).
 */
export const uptimesSql = `
  WITH chosen AS (
    SELECT t.id, t.name, t.timeout, t.retries_per_check FROM targets t
    WHERE t.user_id = $1 AND ($2::int[] IS NULL OR t.id = ANY ($2))
  ), unseen AS (
    SELECT g.target_id, g.started_at, g.ended_at FROM chosen t JOIN gaps g ON g.target_id = t.id
    WHERE g.started_at < to_timestamp($4) AND g.ended_at > to_timestamp($3) AND g.started_at < g.ended_at
    UNION ALL
    SELECT t.id, s.known_until, 'infinity' FROM chosen t JOIN standings s ON s.target_id = t.id
    WHERE s.known_until < to_timestamp($4)
      AND to_timestamp($6) > s.known_until + worst_case(t.timeout, t.retries_per_check) + INTERVAL '5 seconds'
  ), unknown AS (
    SELECT target_id, range_agg(${clipped('started_at', 'ended_at')}) AS parts FROM unseen GROUP BY target_id
  ), statuses AS (
    SELECT e.target_id, e.type, e.started_at, coalesce(e.ended_at, 'infinity') AS ended_at
    FROM chosen t JOIN events e ON e.target_id = t.id
    WHERE e.started_at < to_timestamp($5) AND coalesce(e.ended_at, 'infinity') >= greatest(to_timestamp($3), e.started_at)
  ), known AS (
    SELECT target_id,
      range_agg(${clipped('started_at', 'ended_at')}) FILTER (WHERE type = 'up') AS up,
      range_agg(${clipped('started_at', 'ended_at')}) FILTER (WHERE type = 'down') AS down,
      count(*) FILTER (WHERE type = 'down' AND (
        started_at >= to_timestamp($3) OR date_trunc('second', ended_at) > to_timestamp($3)
      )) AS outages
    FROM statuses WHERE to_timestamp($3) < to_timestamp($5) GROUP BY target_id
  ), parts AS MATERIALIZED (
    SELECT t.id, t.name, coalesce(k.outages, 0) AS outages,
      coalesce(k.up, '{}') - coalesce(k.down, '{}') - coalesce(u.parts, '{}') AS up,
      coalesce(k.down, '{}') - coalesce(u.parts, '{}') AS down
    FROM chosen t LEFT JOIN known k ON k.target_id = t.id LEFT JOIN unknown u ON u.target_id = t.id
  ), spent AS MATERIALIZED (
    SELECT id, name, outages, ${secondsOf('up')} AS up_seconds, ${secondsOf('down')} AS down_seconds FROM parts
  )
  SELECT id AS target_id, name AS target_name, up_seconds, down_seconds,
    ($4 - $3)::bigint - up_seconds - down_seconds AS unknown_seconds, outages
  FROM spent ORDER BY id`;

function clipped(start: string, end: string): string {
  return `tstzrange(
    greatest(date_trunc('second', ${start}), to_timestamp($3)), least(date_trunc('second', ${end}), to_timestamp($4)))`;
}

function secondsOf(parts: string): string {
  return `(SELECT coalesce(sum(date_part('epoch', upper(part)) - date_part('epoch', lower(part))), 0)::bigint FROM unnest(${parts}) AS part)`;
}
