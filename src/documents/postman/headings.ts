/** The requests of each heading in an order that works: what it needs first, its own, and what ends it. */
import { cancelNew, logInToOld, logOutOfOld, register, registerStrictly } from './account.js';
import type { Call } from './calls.js';
import type { Plan, Step } from './plan.js';
import { forget, forgetGone, judgement, keep, onSuccess, unset } from './scripts.js';
import { collectionOf, type Chained, type Variables } from './variables.js';

export type Heading = { name: string; description: string; setUp: Step[]; own: Step[]; cleanUp: Step[] };

/** What is made comes before what is shown, changed and deleted. */
const order = ['post', 'get', 'put', 'delete'] as const;

export function headingsOf(plan: Plan): Heading[] {
  return plan.document.tags.map(({ name, description }) => {
    const own = plan.calls.filter(({ operation }) => operation.tags.includes(name));
    const inOrder = order.flatMap((method) => own.filter((call) => call.method === method));
    const needed = neededBy(plan, own);
    return {
      name,
      description,
      setUp: [...enter(plan, own), ...needed.map((call) => step(plan, call))],
      own: inOrder.map((call) =>
        call.operation.operationId === 'signUp' ? registerStrictly(plan, call) : step(plan, call),
      ),
      cleanUp: [...needed.toReversed().flatMap((call) => undo(plan, call)), ...leave(plan, own)],
    };
  });
}

function step(plan: Plan, call: Call): Step {
  const chained = plan.variables.setBy(call);
  return {
    call,
    before: forgetFirst(call, chained),
    after: [...judgement(plan.document, call), ...keep(call, chained), ...onSuccess(call, ended(plan, call))],
  };
}

/** Where a call fails, those after it must not go on with what was there before: it may be somebody's own. */
function forgetFirst({ method }: Call, chained: readonly Chained[]): string[] {
  const names = chained.map(({ variable }) => variable);
  // An empty param of an update can mean something; one without a value is refused.
  return method === 'get' ? unset(...names) : forget(...names);
}

/** Empties the variables of what a call ends. */
function ended({ calls, variables }: Plan, call: Call): string[] {
  if (call.method !== 'delete') return [];
  const last = call.inPath.at(-1);
  if (!last) return forget('auth_token');
  const own = variables.ofPath(call, last.name);
  const maker = calls.find(({ method, path }) => method === 'post' && path === collectionOf(call));
  const names = (maker ? variables.setBy(maker) : []).map(({ variable }) => variable);
  return forgetGone(
    own,
    names.filter((name) => name !== own),
  );
}

/** The account that a heading needs, where none of its own requests makes one. */
function enter(plan: Plan, own: readonly Call[]): Step[] {
  if (has(own, 'signUp')) return [];
  const first = register(plan, find(plan, 'signUp'));
  return has(own, 'logIn') ? [first] : [first, logInToOld(plan, find(plan, 'logIn'))];
}

function leave(plan: Plan, own: readonly Call[]): Step[] {
  if (has(own, 'cancelUser')) return [];
  const last = cancelNew(plan, find(plan, 'cancelUser'));
  return has(own, 'logOut') ? [last] : [last, logOutOfOld(plan, find(plan, 'logOut'))];
}

/** The calls that make what `own` send the ids of, those first that others need. */
function neededBy(plan: Plan, own: readonly Call[], known: readonly Call[] = []): Call[] {
  const { calls, variables } = plan;
  const isSet = (name: string) => setters([...own, ...known], variables, name).length > 0;
  const missing = new Set(own.flatMap((call) => sentBy(call, variables)).filter((name) => !isSet(name)));
  return [...missing].reduce<Call[]>((found, name) => {
    const [maker] = setters([...found, ...calls], variables, name);
    if (!maker || found.includes(maker)) return found;
    return [...found, ...neededBy(plan, [maker], [...known, ...found]), maker];
  }, []);
}

function setters(calls: readonly Call[], variables: Variables, name: string): Call[] {
  return calls.filter(
    (call) => call.success === 201 && variables.setBy(call).some(({ variable }) => variable === name),
  );
}

/** The ids that a call sends, params that are off included: whoever switches one on finds it filled in. */
function sentBy(call: Call, variables: Variables): string[] {
  const inFields = call.fields.flatMap((field) => /^\{\{(\w+)\}\}$/.exec(variables.valueOf(field))?.[1] ?? []);
  return [...call.inPath.map(({ name }) => variables.ofPath(call, name)), ...inFields].filter((name) =>
    name.endsWith('_id'),
  );
}

function undo(plan: Plan, made: Call): Step[] {
  const call = plan.calls.find((each) => each.method === 'delete' && collectionOf(each) === made.path);
  return call ? [step(plan, call)] : [];
}

function has(calls: readonly Call[], operation: string): boolean {
  return calls.some((call) => call.operation.operationId === operation);
}

function find({ calls }: Plan, operation: string): Call {
  const call = calls.find((each) => each.operation.operationId === operation);
  if (!call) throw new Error(`The document has no ${operation}, which every run begins or ends with.`);
  return call;
}
