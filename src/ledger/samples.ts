/** Single checks as they come from the database by the million: packed into bytes there, eight for each. */

/** Bytes of one check. */
const width = 8;

/**
 * SQL: the checks that looked of a group of rows `c` of `check_results`, as `eachSample` reads them, in no order.
 * @param origin SQL of the timestamp that seconds are counted from
 */
export function packedSamples(origin: string): string {
  return `string_agg(
    int4send(floor(date_part('epoch', c.started_at - ${origin}))::int) || int4send(CASE c.outcome WHEN 'up' THEN c.response_time_us ELSE -1 END), ''
  ) FILTER (WHERE c.outcome <> 'unchecked')`;
}

/** Calls `visit` with each check's second and response time in microseconds, null where it failed. */
export function eachSample(packed: Buffer, visit: (second: number, responseTime: number | null) => void): void {
  for (let at = 0; at < packed.length; at += width) {
    const responseTime = packed.readInt32BE(at + 4);
    visit(packed.readInt32BE(at), responseTime < 0 ? null : responseTime);
  }
}
