/**
 * Lives of monitors, lived through what really writes them: the API's store makes, edits and removes them, two processes
 * check them. Beside it their facts are told from what was done and seen, by contract §6 alone.
 */
import { randomUUID } from 'node:crypto';
import { editOf } from '../../src/api/targets/edit.js';
import { targetStore } from '../../src/api/targets/store.js';
import type { DueCheck } from '../../src/monitoring/due.js';
import type { Outcome } from '../../src/monitoring/probes/probe.js';
import { monitoringStore, type Finished } from '../../src/monitoring/store.js';
import { verdict, type Attempt } from '../../src/monitoring/verdict.js';
import type { Database } from '../../src/platform/database/database.js';
import type { TestClock } from './clock.js';
import { makeLedger } from './ledger.js';
import type { Check, Facts } from './oracle.js';
import { second } from './wallClock.js';

export type Plan = { intervalSeconds: number; timeout: number; retries: number };

/** What comes of a check: it sees at once or after retries, it can not look, or it is broken off before its last retry. */
export type Sight = 'up' | 'retried' | 'down' | 'unchecked' | 'broken off';

/** What may happen while checks are in flight. */
export type Meanwhile = 'nothing' | 'edited' | 'moved' | 'removed' | 'taken over';

export type World = Awaited<ReturnType<typeof makeWorld>>;

type Life = {
  id: number;
  groupId: number;
  host: string;
  plan: Plan;
  checks: Check[];
  statuses: { type: 'up' | 'down'; at: number }[];
  gaps: { from: number; to: number }[];
  knownUntil: number | null;
  /** Start of the last check that looked. */
  lookedAt: number;
  /** Changes of what is asked: a check that was begun before writes nothing. */
  changes: number;
};

const hosts = ['one.example', 'other.example'];

/** The only monitors of the database: what was there before is removed. */
export async function makeWorld(database: Database, clock: TestClock) {
  await database.query('TRUNCATE users, events, gaps, check_results, purges, checkers CASCADE');
  const { userId, groupId } = await makeLedger(database);
  const [other] = await database.query<{ id: number }>(
    `INSERT INTO groups (user_id, name) VALUES ($1, 'Others') RETURNING id`,
    [userId],
  );
  const targets = targetStore(database);
  const lives: Life[] = [];
  const at = () => new Date(clock.now());
  const chosen = (which: number) => lives[which % lives.length];
  const placeOf = ({ id, groupId }: Life) => ({ userId, groupId, id });
  const processes = [randomUUID(), randomUUID()].map((checker) => monitoringStore(database, checker));
  const processOf = (which: number) => processes[which % 2] ?? monitoringStore(database, randomUUID());

  async function update(life: Life, params: Parameters<typeof editOf>[1]): Promise<void> {
    const row = await targets.update(placeOf(life), (stored) => editOf(stored, params), at());
    if (!row) throw new Error('a monitor is gone');
  }

  const world = {
    userId,

    async create(plan: Plan): Promise<void> {
      const [host = ''] = hosts;
      const description = { name: 'monitor', group_id: groupId, settings: { host, port_number: 1 }, ...rowOf(plan) };
      const row = await targets.add(userId, 'target_custom_port', description, at());
      if (!row) throw new Error('a group is gone');
      const none = { checks: [], statuses: [], gaps: [], knownUntil: null, lookedAt: 0, changes: 0 };
      lives.push({ id: row.id, groupId, host, plan, ...none });
    },

    async edit(which: number, edit: Partial<Plan> & { otherHost?: boolean }): Promise<void> {
      const life = chosen(which);
      if (!life) return;
      const { otherHost, ...plan } = edit;
      const host = otherHost ? (hosts.find((name) => name !== life.host) ?? life.host) : life.host;
      const next = { ...life.plan, ...plan };
      await update(life, { host, ...rowOf(next) });
      tellEdit(life, { host, plan: next }, clock.now());
    },

    async move(which: number): Promise<void> {
      const life = chosen(which);
      if (!life || !other) return;
      const next = life.groupId === groupId ? other.id : groupId;
      await update(life, { group_id: next });
      life.groupId = next;
    },

    async remove(which: number): Promise<void> {
      const life = chosen(which);
      if (!life || !(await targets.remove(placeOf(life)))) return;
      lives.splice(lives.indexOf(life), 1);
    },

    /** A process runs what is due, `sights` says what comes of whose check. */
    async check(by: number, { sights, takes, meanwhile }: Round): Promise<void> {
      const now = clock.now();
      const begun = (await processOf(by).claim({ until: now, now, limit: 100 })).map((due) => {
        const life = lives.find(({ id }) => id === due.targetId);
        const sight = sights[due.targetId % sights.length] ?? 'up';
        return { due, life, sight, changes: life?.changes, finished: finished(due, sight, now) };
      });
      clock.advance(takes);
      await during(meanwhile, by, begun[0]?.due.targetId);
      const batch = begun.map(({ finished }) => finished);
      const written = await processOf(by).record(batch, clock.now());
      const valid = begun.filter(({ life, changes }) => life && lives.includes(life) && life.changes === changes);
      if (written.length !== valid.length) throw new Error(`${written.length} written, not ${valid.length}`);
      for (const { life, sight } of valid) if (life) tellCheck(life, now, sight);
    },

    /** A process claims what is due and is never seen again; the other one takes its claims over. */
    async crash(by: number): Promise<void> {
      const now = clock.now();
      await processOf(by).claim({ until: now, now, limit: 100 });
      await processOf(by + 1).takeOver(now);
    },

    /** When the next check is due. */
    async nextSlot(): Promise<number> {
      const [row] = await database.query<{ at: Date | null }>('SELECT min(next_check_at) AS at FROM standings');
      return row?.at?.getTime() ?? clock.now();
    },

    /** Until when a monitor that is not checked any more may be late. */
    patienceWith(which: number): number {
      const { knownUntil, plan } = chosen(which) ?? {};
      return knownUntil && plan ? knownUntil + worstCaseOf(plan) + 5 * second : clock.now();
    },

    async stepClock(ms: number): Promise<void> {
      clock.step(ms);
      await processOf(0).pullBack(clock.now());
    },

    facts: (): (Facts & { id: number })[] =>
      lives.map((life) => ({ ...life, end: null, worstCase: worstCaseOf(life.plan) })),
  };

  async function during(meanwhile: Meanwhile, by: number, targetId: number | undefined): Promise<void> {
    const which = lives.findIndex(({ id }) => id === targetId);
    if (which < 0 || meanwhile === 'nothing') return;
    if (meanwhile === 'edited') return world.edit(which, { timeout: ((lives[which]?.plan.timeout ?? 0) % 60) + 1 });
    if (meanwhile === 'moved') return world.move(which);
    if (meanwhile === 'removed') return world.remove(which);
    await processOf(by + 1).takeOver(clock.now());
    for (const life of lives) life.changes += 1;
  }

  return world;
}

export type Round = { sights: readonly Sight[]; takes: number; meanwhile: Meanwhile };

function rowOf({ intervalSeconds, timeout, retries }: Plan) {
  return { seconds_between_checks: intervalSeconds, timeout, retries_per_check: retries };
}

function worstCaseOf({ timeout, retries }: Plan): number {
  return (timeout * (1 + retries) + retries) * second;
}

const outcomes = { up: 'up', retried: 'up', down: 'down', unchecked: 'unchecked', 'broken off': 'unchecked' } as const;

/** A check vouches for one interval; one that comes later than a check may take, and 5 s, leaves a gap. */
function tellCheck(life: Life, at: number, sight: Sight): void {
  const outcome = sight === 'broken off' && life.plan.retries === 0 ? 'down' : outcomes[sight];
  if (!life.checks.some((check) => check.at === at)) life.checks.push({ at, outcome, us: null });
  if (outcome === 'unchecked') return;
  const { knownUntil, plan, statuses } = life;
  if (knownUntil !== null && at > knownUntil + worstCaseOf(plan) + 5 * second) {
    life.gaps.push({ from: knownUntil, to: at });
  }
  life.knownUntil = Math.max(knownUntil ?? 0, at + plan.intervalSeconds * second);
  life.lookedAt = at;
  // Where the clock was set back, a status does not begin before the one that it ends.
  const last = statuses.at(-1);
  if (last?.type !== outcome) statuses.push({ type: outcome, at: Math.max(at, last?.at ?? at) });
}

/** A new interval is what the last check vouches for, unless nobody has looked for too long by then. */
function tellEdit(life: Life, { host, plan }: Pick<Life, 'host' | 'plan'>, at: number): void {
  const isNewInterval = plan.intervalSeconds !== life.plan.intervalSeconds;
  const isSame = !isNewInterval && plan.timeout === life.plan.timeout && plan.retries === life.plan.retries;
  if (!isSame || host !== life.host) life.changes += 1;
  const { knownUntil, lookedAt } = life;
  if (isNewInterval && knownUntil !== null && at <= knownUntil + worstCaseOf(plan) + 5 * second) {
    life.knownUntil = Math.max(knownUntil, lookedAt + plan.intervalSeconds * second);
  }
  Object.assign(life, { host, plan });
}

function finished(due: DueCheck, sight: Sight, startedAt: number): Finished {
  const { timeout, retries } = due.plan;
  const [first, ...others] = attemptsOf(sight, retries).map((outcome, place): Attempt => ({
    startedAt: startedAt + place * (timeout + 1) * second,
    outcome,
  }));
  if (!first) throw new Error('a check without attempts');
  return { due, verdict: verdict(due.standing, due.plan, [first, ...others]) };
}

const down: Outcome = { kind: 'down', reason: { code: 'timeout', detail: 'no answer' } };
const up: Outcome = { kind: 'up', responseTime: 1.5 };

function attemptsOf(sight: Sight, retries: number): Outcome[] {
  const failed = (count: number) => Array<Outcome>(count).fill(down);
  switch (sight) {
    case 'up':
      return [up];
    case 'retried':
      return [...failed(retries), up];
    case 'down':
      return failed(retries + 1);
    case 'unchecked':
      return [...failed(retries), { kind: 'unchecked', why: 'no free socket' }];
    case 'broken off':
      return failed(Math.max(1, retries));
  }
}
