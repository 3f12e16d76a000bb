/** A monitor as answers show it (contract §2, T). */
import { formatDate } from '../../platform/time.js';
import type { TargetAnswer } from './schema.js';
import type { TargetRow } from './store.js';

/** What a check may take beyond its worst case before it is overdue. */
const graceMs = 5_000;

/** T, its dates in `timeZone`. `now` in milliseconds since the epoch. */
export function presentTarget(row: TargetRow, { now, timeZone }: { now: number; timeZone: string }): TargetAnswer {
  const date = (at: Date) => formatDate(at, timeZone);
  return {
    id: row.id,
    group_id: row.group_id,
    type: row.type,
    name: row.name,
    ...row.settings,
    seconds_between_checks: row.seconds_between_checks,
    timeout: row.timeout,
    retries_per_check: row.retries_per_check,
    status: row.status,
    stale: isStale(row, now),
    status_since: date(row.status_since),
    last_checked_at: row.last_checked_at && date(row.last_checked_at),
    next_check_at: date(row.next_check_at),
    last_response_time: row.last_response_time_us === null ? null : row.last_response_time_us / 1000,
    created_at: date(row.created_at),
    updated_at: date(row.updated_at),
  };
}

/** Whether a check is overdue by more than its worst case: then nobody knows whether the status still holds. */
export function isStale(row: TargetRow, now: number): boolean {
  const knownUntil = row.known_until ?? row.created_at;
  const due = Math.min(row.next_check_at.getTime(), knownUntil.getTime());
  const worstCase = row.timeout * (1 + row.retries_per_check) + row.retries_per_check;
  return now > due + worstCase * 1000 + graceMs;
}

/**
 * `isStale` as SQL, of `targets t` and its `standings s`.
 * @param now SQL of an instant
 */
export function staleSql(now: string): string {
  return `${now} > least(s.next_check_at, coalesce(s.known_until, t.created_at))
    + worst_case(t.timeout, t.retries_per_check) + INTERVAL '${graceMs} milliseconds'`;
}
