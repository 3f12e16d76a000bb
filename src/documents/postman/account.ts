/** The account of a run: made where there is none, and cancelled only if it was made. */
import type { Call } from './calls.js';
import { forget, judgement, keep, onSuccess, refusalJudgement, skipWhere, stopUnless, where } from './scripts.js';
import type { Plan, Step } from './plan.js';

/** Holds the token of the account that a run made: what it cancels in the end can be no other. */
export const newAccountToken = 'new_account_token';

/** Before all else, so that it is what people read who have not filled these in. */
const filledIn = [
  `const empty = ['email', 'password'].filter((name) => !pm.variables.get(name));`,
  `pm.test('Email and password are filled in', () =>`,
  `  pm.expect(empty, 'set email and password in the environment').to.be.empty);`,
];
const isFilledIn = 'empty.length === 0';

/** `signUp` as a heading's own request: it goes on only with an account that is new, because it is cancelled later. */
export function registerStrictly({ document, variables }: Plan, call: Call): Step {
  return {
    call,
    before: forget('auth_token'),
    after: [
      ...filledIn,
      ...where(isFilledIn, [
        `pm.test('The email is free: the account is cancelled in the end, so it must be none that was there before', () =>`,
        `  pm.expect(pm.response.code, pm.response.text()).to.not.equal(422));`,
        ...judgement(document, call),
      ]),
      ...keep(call, variables.setBy(call)),
      ...stopUnless(`pm.response.code === ${call.success}`),
    ],
  };
}

/** `signUp` to begin with: an account that is there already is as good. */
export function register({ document, variables }: Plan, call: Call): Step {
  const token = { variable: newAccountToken, at: ['auth_token'], example: undefined };
  return {
    call,
    note: 'Makes the account of this run. Where the email is taken, the run goes on with the account that is there.',
    before: forget('auth_token', newAccountToken),
    after: [
      ...filledIn,
      `const isNew = pm.response.code === ${call.success};`,
      `const isTaken = pm.response.code === 422 && pm.response.json().errors.every(({ code }) => code === 'taken');`,
      ...where(isFilledIn, [
        `pm.test('The account is new or was there before', () => pm.expect(isNew || isTaken, pm.response.text()).to.be.true);`,
      ]),
      ...where('isNew', judgement(document, call)),
      ...where('isTaken', refusalJudgement(document, call)),
      ...keep(call, [...variables.setBy(call), token]),
      ...stopUnless('isNew || isTaken'),
    ],
  };
}

/** `logIn` where the account was there before. */
export function logInToOld({ document, variables }: Plan, call: Call): Step {
  return {
    call,
    note: 'Left out where the account is new: it has a token already.',
    before: skipWhere(newAccountToken, 'full'),
    after: [
      ...judgement(document, call),
      ...keep(call, variables.setBy(call)),
      ...stopUnless(`pm.response.code === ${call.success}`),
    ],
  };
}

/** `cancelUser` for the account that the run made. */
export function cancelNew({ document }: Plan, call: Call): Step {
  return {
    call,
    note: 'Left out where the account was there before this run: nobody loses an account by it.',
    token: newAccountToken,
    before: skipWhere(newAccountToken, 'empty'),
    after: [...judgement(document, call), ...onSuccess(call, forget('auth_token', newAccountToken))],
  };
}

/** `logOut` from the account that was there before. */
export function logOutOfOld({ document }: Plan, call: Call): Step {
  return {
    call,
    note: 'Left out where the account was new, and is cancelled.',
    before: skipWhere('auth_token', 'empty'),
    after: [...judgement(document, call), ...onSuccess(call, forget('auth_token'))],
  };
}
