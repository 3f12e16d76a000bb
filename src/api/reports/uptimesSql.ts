/**
 * How each monitor spent a range. $1: the user's id; $2: ids of monitors, or null for all; $3 and $4: the range; $5: until
 * when events are counted, which is within the second after the range's end; $6: now. Times are seconds since the epoch.
 *
 * Every instant is cut to its second before time is counted, so the parts are whole seconds that add up to the range,
 * and agree with the events that clients see. What gaps cover is unknown whatever the events say, and so is the time
 * since a monitor's last check, once the next one is overdue (contract §6, Time that is known).
 *
 * Events of a monitor follow each other without overlap, so their seconds are added up as they are; gaps may overlap.
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
    SELECT target_id, range_agg(
      tstzrange(greatest(started_at, to_timestamp($3)), least(ended_at, to_timestamp($4)))
    ) AS parts FROM unseen GROUP BY target_id
  ), known AS (
    SELECT e.target_id, e.type,
      sum(least(${second('e.ended_at')}, $4) - greatest(${second('e.started_at')}, $3) - ${unknownWithin('e')}) AS seconds,
      count(*) FILTER (
        WHERE e.started_at >= to_timestamp($3) OR ${second('e.ended_at')} > $3 OR e.ended_at IS NULL
      ) AS times
    FROM chosen t JOIN events e ON e.target_id = t.id LEFT JOIN unknown u ON u.target_id = t.id
    WHERE $3 < $5 AND e.started_at < to_timestamp($5)
      AND coalesce(e.ended_at, 'infinity') >= greatest(to_timestamp($3), e.started_at)
    GROUP BY e.target_id, e.type
  ), spent AS (
    SELECT t.id, t.name, coalesce(up.seconds, 0)::bigint AS up, coalesce(down.seconds, 0)::bigint AS down,
      coalesce(down.times, 0) AS outages
    FROM chosen t LEFT JOIN known up ON up.target_id = t.id AND up.type = 'up'
      LEFT JOIN known down ON down.target_id = t.id AND down.type = 'down'
  )
  SELECT id AS target_id, name AS target_name, up AS up_seconds, down AS down_seconds,
    ($4 - $3)::bigint - up - down AS unknown_seconds, outages
  FROM spent ORDER BY id`;

/** The second in which an instant lies; null of null, which `least` passes over. */
function second(instant: string): string {
  return `floor(date_part('epoch', ${instant}))`;
}

/** Seconds of an event that are unknown. Most have none. */
function unknownWithin(event: string): string {
  const range = `tstzrange(${event}.started_at, ${event}.ended_at)`;
  return `CASE WHEN u.parts && ${range} THEN (
        SELECT coalesce(sum(${second('upper(part)')} - ${second('lower(part)')}), 0)
        FROM unnest(u.parts * tstzmultirange(${range})) AS part
      ) ELSE 0 END`;
}
