/** A check that this process has claimed: what to probe, when, and how its monitor stood. */
import type { Plan, Standing } from './verdict.js';

export type DueCheck = {
  targetId: number;
  /** The kind of probe: `target_url`. */
  type: string;
  /** The kind's own settings, as stored. */
  settings: unknown;
  plan: Plan;
  /** When it is due, in milliseconds since the epoch. */
  slot: number;
  /** The standing's revision: a result is written only where it is still this one. */
  revision: number;
  standing: Standing;
};
