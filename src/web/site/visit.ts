/** Who looks at a page, and whether a form is one of ours: by a cookie that no script can read. */
import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import { isSameSecret, newSecret, tokenHash } from '../../http/secrets.js';
import { sessionDays } from '../../http/signIn.js';
import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import { personSessions, type Person } from './sessions.js';

/** `__Host-`: set by this host alone, for all its paths, and never over plain HTTP. */
const cookie = '__Host-port-monitor';

export type Visit = {
  /** What the cookie holds. */
  secret: string;
  /** Undefined before sign-in, and when the session has ended. */
  person: Person | undefined;
  /** What a form of this visit carries: nobody else can know it. */
  formKey: string;
};

/** Reads visits. */
export function visitReader({ database, clock }: { database: Database; clock: Clock }) {
  const sessions = personSessions(database);
  return async (request: Request, response: Response): Promise<Visit> => {
    const given = cookieOf(request);
    const secret = given ?? newSecret();
    const now = clock.now();
    const session = given === undefined ? undefined : await sessions.find(tokenHash(secret), now);
    // What a script reads is no use: an open page alone does not let a session last, and its answer may come after another
    // sign-in.
    const isSeen = (request.get('sec-fetch-mode') ?? 'navigate') === 'navigate';
    const isUsed = isSeen && session !== undefined && (await sessions.use(session, now));
    // A form that comes without one may be another site's: a new one would take the place of the person's own.
    const isFirst = given === undefined && request.method !== 'POST';
    // The cookie lasts as long as the session.
    if (isFirst || isUsed) keep(response, secret);
    return { secret, person: session?.person, formKey: formKeyOf(secret) };
  };
}

/** Reads who looks, and leaves the visit as it is: for answers that have begun already. */
export function personReader({ database, clock }: { database: Database; clock: Clock }) {
  const sessions = personSessions(database);
  return async (request: Request): Promise<Person | undefined> => {
    const secret = cookieOf(request);
    return secret === undefined ? undefined : (await sessions.find(tokenHash(secret), clock.now()))?.person;
  };
}

/** Whether a form was sent by a page of this visit. */
export function isOurs({ secret }: Visit, formKey: string): boolean {
  return isSameSecret(formKeyOf(secret), formKey);
}

function formKeyOf(secret: string): string {
  return createHash('sha256').update(`form ${secret}`).digest('base64url');
}

function cookieOf(request: Request): string | undefined {
  const pieces = (request.headers.cookie ?? '').split(/; */);
  const value = pieces.find((piece) => piece.startsWith(`${cookie}=`))?.slice(cookie.length + 1);
  return value !== undefined && /^[\w-]{43}$/.test(value) ? value : undefined;
}

/** Gives the visit a new secret: what was known of it before a sign-in is worth nothing after it. */
export function keep(response: Response, secret: string): void {
  response.cookie(cookie, secret, {
    httpOnly: true,
    secure: true,
    sameSite: 'lax',
    path: '/',
    maxAge: sessionDays * 24 * 60 * 60 * 1000,
  });
}
