/**
 * What reports on spent time have in common, as SQL: how a range is spent has one rule, whoever adds it up.
 * $1: the user's id; $2: ids of monitors, or null for all; $3 and $4: the range; $5: until when events are counted, which is
 * within the second after the range's end; $6: now. Times are seconds since the epoch.
 *
 * Every instant is cut to its second before time is counted, so the parts are whole seconds that add up to the range,
 * and agree with the events that clients see. What gaps cover is unknown whatever the events say, and so is the time
 * since a monitor's last check, once the next one is overdue (contract §6, Time that is known).
 */

/** CTEs: `chosen` monitors, and stretches of theirs in which nobody looked. These may overlap, and reach beyond the range. */
export const chosenAndUnseen = `
  chosen AS (
    SELECT t.id, t.name, t.timeout, t.retries_per_check FROM targets t
    WHERE t.user_id = $1 AND ($2::int[] IS NULL OR t.id = ANY ($2))
  ), unseen AS (
    SELECT g.target_id, g.started_at, g.ended_at FROM chosen t JOIN gaps g ON g.target_id = t.id
    WHERE g.started_at < to_timestamp($4) AND g.ended_at > to_timestamp($3) AND g.started_at < g.ended_at
    UNION ALL
    SELECT t.id, s.known_until, 'infinity' FROM chosen t JOIN standings s ON s.target_id = t.id
    WHERE s.known_until < to_timestamp($4)
      AND to_timestamp($6) > s.known_until + worst_case(t.timeout, t.retries_per_check) + INTERVAL '5 seconds'
  )`;

/** The second in which an instant lies; null of null, which `least` passes over. */
export function second(instant: string): string {
  return `floor(date_part('epoch', ${instant}))`;
}

/** Whether an event has a part in the range, or in the second in which that begins. */
export function touchesRange(event: string): string {
  return `$3 < $5 AND ${event}.started_at < to_timestamp($5)
        AND coalesce(${event}.ended_at, 'infinity') >= greatest(to_timestamp($3), ${event}.started_at)`;
}
