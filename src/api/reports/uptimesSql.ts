import { chosenAndUnseen, second, touchesRange } from './spentSql.js';

/**
 * How each monitor spent a range, by the rules and with the params of spentSql.ts.
 *
 * Events of a monitor follow each other without overlap, so their seconds are added up as they are; gaps may overlap.
 * Each event is intersected with a monitor's gaps where those are few, as mostly. Where they are many, all its events of a
 * type are at once: one by one they would cost the product of both.
 */
export const uptimesSql = `
  WITH ${chosenAndUnseen}, unknown AS (
    SELECT target_id, range_agg(
      tstzrange(greatest(started_at, to_timestamp($3)), least(ended_at, to_timestamp($4)))
    ) AS parts, count(*) > 20 AS many FROM unseen GROUP BY target_id
  ), known AS (
    SELECT e.target_id, e.type,
      sum(least(${second('e.ended_at')}, $4) - greatest(${second('e.started_at')}, $3) - ${unknownWithin('e')}) AS seconds,
      count(*) FILTER (
        WHERE e.started_at >= to_timestamp($3) OR ${second('e.ended_at')} > $3 OR e.ended_at IS NULL
      ) AS times
    FROM chosen t JOIN events e ON e.target_id = t.id LEFT JOIN unknown u ON u.target_id = t.id AND NOT u.many
    WHERE ${touchesRange('e')}
    GROUP BY e.target_id, e.type
  ), lost AS (
    SELECT u.target_id, ${secondsOf('u.parts * spans.up')} AS up, ${secondsOf('u.parts * spans.down')} AS down
    FROM unknown u CROSS JOIN LATERAL (
      SELECT range_agg(${spanOf('e')}) FILTER (WHERE e.type = 'up') AS up,
        range_agg(${spanOf('e')}) FILTER (WHERE e.type = 'down') AS down
      FROM events e WHERE e.target_id = u.target_id AND ${touchesRange('e')}
    ) AS spans
    WHERE u.many
  ), spent AS (
    SELECT t.id, t.name, (coalesce(up.seconds, 0) - coalesce(lost.up, 0))::bigint AS up,
      (coalesce(down.seconds, 0) - coalesce(lost.down, 0))::bigint AS down, coalesce(down.times, 0) AS outages
    FROM chosen t LEFT JOIN known up ON up.target_id = t.id AND up.type = 'up'
      LEFT JOIN known down ON down.target_id = t.id AND down.type = 'down' LEFT JOIN lost ON lost.target_id = t.id
  )
  SELECT id AS target_id, name AS target_name, up AS up_seconds, down AS down_seconds,
    ($4 - $3)::bigint - up - down AS unknown_seconds, outages
  FROM spent ORDER BY id`;

function spanOf(event: string): string {
  return `tstzrange(${event}.started_at, ${event}.ended_at)`;
}

/** Seconds of a multirange. */
function secondsOf(parts: string): string {
  return `(
      SELECT coalesce(sum(${second('upper(part)')} - ${second('lower(part)')}), 0) FROM unnest(${parts}) AS part
    )`;
}

/** Seconds of an event that are unknown. Most have none. */
function unknownWithin(event: string): string {
  return `CASE WHEN u.parts && ${spanOf(event)} THEN ${secondsOf(`u.parts * tstzmultirange(${spanOf(event)})`)} ELSE 0 END`;
}
