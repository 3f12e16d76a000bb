/**
 * The statements of reports. All take the user's id as $1, ids of monitors or null as $2, and the range in $3 and $4.
 * Times are seconds since the epoch.
 */

const chosen = `t.user_id = $1 AND ($2::int[] IS NULL OR t.id = ANY ($2))`;

/**
 * $5: until when events and checks are counted, which is within the second after the range's end; $6: now.
 *
 * Every instant is cut to its second before time is counted, so the parts are whole seconds that add up to the range,
 * and agree with the events that clients see. What gaps cover is unknown whatever the events say, and so is the time
 * since a monitor's last check, once the next one is overdue (contract §6, Time that is known).
 */
export const uptimesSql = `
  WITH chosen AS (
    SELECT t.id, t.name, t.timeout, t.retries_per_check FROM targets t WHERE ${chosen}
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
  ), counted AS (
    SELECT c.target_id, count(*) AS checks, count(*) FILTER (WHERE c.outcome = 'down') AS failed
    FROM chosen t JOIN check_results c ON c.target_id = t.id
    WHERE c.started_at >= to_timestamp($3) AND c.started_at < to_timestamp($5) AND c.outcome <> 'unchecked'
    GROUP BY c.target_id
  )
  SELECT s.id AS target_id, s.name AS target_name, s.up_seconds, s.down_seconds,
    ($4 - $3)::bigint - s.up_seconds - s.down_seconds AS unknown_seconds,
    coalesce(c.checks, 0) AS checks, coalesce(c.failed, 0) AS failed_checks, s.outages
  FROM spent s LEFT JOIN counted c ON c.target_id = s.id
  ORDER BY s.id`;

/** Successful checks of each chosen monitor; those without any have a row too. */
export const responseTimesSql = `
  SELECT t.id AS target_id, t.name AS target_name, t.created_at, count(c.target_id) AS checks,
    round(avg(c.response_time_us))::int AS average, min(c.response_time_us) AS minimum, max(c.response_time_us) AS maximum,
    percentile_disc(ARRAY[0.5, 0.95, 0.99]) WITHIN GROUP (ORDER BY c.response_time_us) AS percentiles
  FROM targets t LEFT JOIN check_results c ON c.target_id = t.id AND c.outcome = 'up'
    AND c.started_at >= to_timestamp($3) AND c.started_at < to_timestamp($4)
  WHERE ${chosen}
  GROUP BY t.id ORDER BY t.id`;

/** $5: the edges of the buckets, in order. */
export const seriesSql = `
  SELECT c.target_id, width_bucket(c.started_at, $5::timestamptz[]) - 1 AS bucket, count(*) AS checks,
    round(avg(c.response_time_us))::int AS average, min(c.response_time_us) AS minimum, max(c.response_time_us) AS maximum
  FROM targets t JOIN check_results c ON c.target_id = t.id AND c.outcome = 'up'
    AND c.started_at >= to_timestamp($3) AND c.started_at < to_timestamp($4) AND c.started_at >= ($5::timestamptz[])[1]
  WHERE ${chosen}
  GROUP BY 1, 2 ORDER BY 1, 2`;

function clipped(start: string, end: string): string {
  return `tstzrange(
    greatest(date_trunc('second', ${start}), to_timestamp($3)), least(date_trunc('second', ${end}), to_timestamp($4)))`;
}

function secondsOf(parts: string): string {
  return `(SELECT coalesce(sum(date_part('epoch', upper(part)) - date_part('epoch', lower(part))), 0)::bigint FROM unnest(${parts}) AS part)`;
}
