/** What an edit makes of a monitor: pure. */
import type { Settings, UpdateParams } from './schema.js';
import type { Description, Effect, TargetRow } from './store.js';

/** The monitor with `params` over what it is, or undefined where they change nothing. */
export function editOf(row: TargetRow, params: UpdateParams): { next: Description; effect: Effect } | undefined {
  const settings = settingsOf(Object.keys(row.settings), params, row.settings);
  const next: Description = {
    group_id: params.group_id ?? row.group_id,
    name: params.name ?? row.name,
    settings,
    seconds_between_checks: params.seconds_between_checks ?? row.seconds_between_checks,
    timeout: params.timeout ?? row.timeout,
    retries_per_check: params.retries_per_check ?? row.retries_per_check,
  };
  const place = Object.entries(settings).some(([name, value]) => value !== row.settings[name]);
  const interval = next.seconds_between_checks !== row.seconds_between_checks;
  const checks = place || interval || next.timeout !== row.timeout || next.retries_per_check !== row.retries_per_check;
  if (!checks && next.group_id === row.group_id && next.name === row.name) return undefined;
  return { next, effect: { checks, interval, place } };
}

/** The settings called `names` out of params that stand beside others, `stored` where a param is not given. */
export function settingsOf(names: readonly string[], params: Settings, stored: Settings = {}): Settings {
  return Object.fromEntries(names.map((name) => [name, params[name] ?? stored[name]]));
}
