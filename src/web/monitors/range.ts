/** Which time a monitor's page tells of: one of some lengths up to now, or any range, judged as the API judges it. */
import { z } from 'zod';
import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import { daysAfter, formatDate } from '../../platform/time.js';
import type { ParamProblem } from '../../http/problem.js';
import { scopeParams, scopeReader, type Scope } from '../../http/scope.js';
import { readForm } from '../site/form.js';
import { textIn, type PersonTurn } from '../site/pages.js';

/** Days of the reader's zone back from now. */
const presetDays = { '24h': 1, '7d': 7, '30d': 30, year: 365 } as const;

export type Preset = keyof typeof presetDays;

export const presets: readonly Preset[] = ['24h', '7d', '30d', 'year'];

export type Chosen = {
  scope: Scope;
  /** Undefined: a range of the reader's own. */
  preset: Preset | undefined;
  /** Of what was asked for; `scope` is then that of the first preset. */
  problems: readonly ParamProblem[];
  /** What the fields of a range are filled in with: what was written, else the days of the scope. */
  from: string;
  to: string;
};

const rangeParams = z.object({ date_range: scopeParams.date_range });

/** Reads the range of a page that is about one monitor. */
export function rangeReader({ database, clock }: { database: Database; clock: Clock }) {
  const scopes = scopeReader({ database, clock });

  function scopeOf({ person }: PersonTurn, id: number, range: z.infer<typeof rangeParams>['date_range']): Scope {
    return scopes.read({ caller: person, params: { date_range: range, target_ids: [BigInt(id)] } });
  }

  function presetScope(turn: PersonTurn, id: number, preset: Preset): Scope {
    const now = new Date(clock.now());
    // A day is 24 hours here, also where the clock was changed in it.
    const day = new Date(now.getTime() - 86_400_000);
    const at = preset === '24h' ? day : daysAfter(now, -presetDays[preset], turn.person.user.timeZone);
    return scopeOf(turn, id, { from: { kind: 'instant', at }, to: undefined });
  }

  return async (turn: PersonTurn, id: number): Promise<Chosen> => {
    const { person, query } = turn;
    const dayOf = (at: Date) => formatDate(at, person.user.timeZone).slice(0, 10);
    const written = { from: textIn(query, 'date_range', 'from'), to: textIn(query, 'date_range', 'to') };
    if (written.from === '' && written.to === '') {
      const preset = presets.find((name) => name === textIn(query, 'range')) ?? '24h';
      const scope = presetScope(turn, id, preset);
      return { scope, preset, problems: [], from: dayOf(scope.range.from), to: dayOf(scope.range.to) };
    }
    const { params, problems } = readForm(rangeParams, query);
    const wrong = problems ?? (await scopes.judge({ caller: person, params }));
    if (!params || wrong.length > 0)
      return { scope: presetScope(turn, id, '24h'), preset: '24h', problems: wrong, ...written };
    return { scope: scopeOf(turn, id, params.date_range), preset: undefined, problems: [], ...written };
  };
}
