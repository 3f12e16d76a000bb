/** The profile: how its person is addressed, what they sign in with, and the end of their account (contract §2, U and P). */
import { appStore } from '../../api/apps/store.js';
import { groupsAnswer } from '../../api/groups/schema.js';
import { statusStore } from '../../api/groups/statusStore.js';
import { profileAnswer, timeZonesAnswer } from '../../api/profile/schema.js';
import { updateParams } from '../../api/registrations/schema.js';
import type { Limit } from '../../http/limits.js';
import type { ParamTree } from '../../http/params/tree.js';
import type { ParamProblem } from '../../http/problem.js';
import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import { readForm } from '../site/form.js';
import { textIn, type Outcome, type Page, type PersonTurn, type Sending } from '../site/pages.js';
import { paths } from '../site/paths.js';
import { zoneOptions } from './choices.js';
import { passwordProof, type Proof } from './password.js';
import { DeletePage, EmailPage, PasswordPage, ProfilePage, savedParts, type Lost, type Refusal } from './views.js';

type ProfileTools = {
  database: Database;
  clock: Clock;
  /** Attempts per address and email: the API's own count. */
  loginLimit: Limit;
};

export function profilePages({ database, clock, loginLimit }: ProfileTools): Page[] {
  const proofOf = passwordProof({ database, loginLimit });
  const apps = appStore(database);
  const pages = statusStore(database);

  /** The profile; after a form that was refused, as the form had it. */
  async function show(
    { context, query, ask }: PersonTurn,
    sent?: { form: ParamTree; problems: readonly ParamProblem[] },
  ) {
    const { profile } = profileAnswer.parse((await ask('getProfile')).answer?.body);
    const { time_zones } = timeZonesAnswer.parse((await ask('listTimeZones')).answer?.body);
    const valueOf = (name: 'language' | 'country' | 'time_zone') =>
      sent ? textIn(sent.form, 'profile', name) : (profile[name] ?? '');
    const form = {
      language: valueOf('language'),
      country: valueOf('country').toUpperCase(),
      timeZone: valueOf('time_zone'),
      problems: sent?.problems ?? [],
    };
    const zones = zoneOptions(time_zones, form.timeZone, clock.now());
    const saved = sent ? undefined : savedParts.find((part) => part === textIn(query, 'saved'));
    return <ProfilePage {...{ context, form, zones, saved }} email={profile.email} />;
  }

  /** Does `work` where the form says the person's password, or shows what is wrong with the form. */
  async function prove(
    turn: Sending,
    again: (refusal: Refusal) => Outcome,
    work: (proof: Proof) => Promise<Outcome>,
  ): Promise<Outcome> {
    const proof = await proofOf(turn);
    const { isWithin, problems, headers } = proof;
    if (!isWithin) return { ...again({ problems, isTooMany: true }), status: 429, headers };
    // Whether an email is taken is not told to who does not know the password.
    const judged = problems.length === 0 ? [] : (readForm(updateParams, turn.form).problems ?? []);
    return problems.length > 0
      ? { ...again({ problems: [...judged, ...problems] }), status: 422, headers }
      : work(proof);
  }

  /** Changes the email or the password as the API does it. */
  function change(turn: Sending, part: 'email' | 'password', again: (refusal: Refusal) => Outcome) {
    return prove(turn, again, async ({ headers }) => {
      const { problems } = await turn.ask('updateUser', { params: turn.form });
      if (problems) return { ...again({ problems }), status: 422, headers };
      return { goTo: savedPath(part) };
    });
  }

  async function lostWith({ person, ask }: PersonTurn): Promise<Lost> {
    const { groups } = groupsAnswer.parse((await ask('listGroups')).answer?.body);
    const kept = (await apps.listOf(person.user.id)).filter(({ revoked_at }) => !revoked_at);
    const monitors = groups.reduce((sum, { targets_count }) => sum + targets_count, 0);
    const statusPages = await pages.count(person.user.id);
    return { groups: groups.length, monitors, statusPages, apps: kept.length };
  }

  return [
    {
      path: paths.profile,
      for: 'person',
      get: async (turn) => ({ page: await show(turn) }),
      async post(turn) {
        const { form } = turn;
        const { problems } = await turn.ask('updateProfile', { params: form });
        return problems ? { page: await show(turn, { form, problems }), status: 422 } : { goTo: savedPath('profile') };
      },
    },
    {
      path: paths.email,
      for: 'person',
      get: ({ context, person }) => ({ page: <EmailPage context={context} email={person.user.email} /> }),
      post(turn) {
        const email = textIn(turn.form, 'user', 'email');
        return change(turn, 'email', (refusal) => ({
          page: <EmailPage context={turn.context} {...{ email, refusal }} />,
        }));
      },
    },
    {
      path: paths.password,
      for: 'person',
      get: ({ context }) => ({ page: <PasswordPage context={context} /> }),
      post: (turn) =>
        change(turn, 'password', (refusal) => ({ page: <PasswordPage context={turn.context} refusal={refusal} /> })),
    },
    {
      path: paths.deleteAccount,
      for: 'person',
      get: async (turn) => ({ page: <DeletePage {...pickDelete(turn)} lost={await lostWith(turn)} /> }),
      async post(turn) {
        const lost = await lostWith(turn);
        const again = (refusal: Refusal) => ({ page: <DeletePage {...pickDelete(turn)} {...{ lost, refusal }} /> });
        return prove(turn, again, async () => {
          await turn.ask('cancelUser');
          turn.renewal().keep();
          return { goTo: `${paths.signUp}?deleted` };
        });
      },
    },
  ];
}

function pickDelete({ context, person }: PersonTurn) {
  return { context, email: person.user.email };
}

/** The profile with the notice that a part of it is saved. */
function savedPath(part: (typeof savedParts)[number]): string {
  return `${paths.profile}?saved=${part}`;
}
