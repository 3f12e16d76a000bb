/** A browser without scripts: it keeps the cookie, and sends the forms that pages have. */
import type { Express } from 'express';
import supertest from 'supertest';

export type Visited = { status: number; headers: Record<string, string>; text: string };

export type Visitor = ReturnType<typeof visitor>;

/** Somebody who looks at the pages of an app, over a proxy that it trusts. */
export function visitor(app: Express, headers: Record<string, string> = {}) {
  let cookie: string | undefined;

  async function ask(method: 'get' | 'post', path: string, form?: Record<string, string>): Promise<Visited> {
    const client = supertest(app);
    const request = method === 'get' ? client.get(path) : client.post(path);
    void request.set({ 'X-Forwarded-Proto': 'https', ...headers });
    if (cookie !== undefined) void request.set('Cookie', cookie);
    if (form) void request.type('form').send(form);
    const answer = await request;
    const [given] = answer.get('Set-Cookie') ?? [];
    if (given !== undefined) cookie = given.split(';')[0];
    return { status: answer.status, headers: answer.headers, text: answer.text };
  }

  return {
    get: (path: string) => ask('get', path),
    /** Sends a form as it stands, without asking for a page first. */
    send: (path: string, form: Record<string, string>) => ask('post', path, form),
    /** Opens the page at `path` and sends its form with these params filled in. */
    async fill(path: string, params: Record<string, string>): Promise<Visited> {
      const { text } = await ask('get', path);
      return ask('post', path, { form_key: formKeyOf(text), ...params });
    },
    /** Name and value. */
    cookie: () => cookie,
    /** As another browser that got hold of a cookie. */
    take(stolen: string | undefined) {
      cookie = stolen;
    },
  };
}

/** Whoever signs up in tests of pages, at the pages or as a client of the API. */
export const password = 'correct horse';

/** What signs somebody up, or in. */
export const credentials = (email: string) => ({ 'user[email]': email, 'user[password]': password });

/** Somebody who has signed up at the pages. */
export async function signedUp(app: Express, email: string, headers: Record<string, string> = {}): Promise<Visitor> {
  const person = visitor(app, headers);
  const { status } = await person.fill('/sign-up', credentials(email));
  if (status !== 303) throw new Error(`sign-up answered ${status}`);
  return person;
}

let newcomers = 0;

/** Somebody new, who has signed up at the pages. */
export async function newcomer(app: Express): Promise<{ person: Visitor; email: string }> {
  newcomers += 1;
  const email = `person${newcomers}@example.com`;
  return { person: await signedUp(app, email), email };
}

/** What the first form of a page carries to show whose it is. */
export function formKeyOf(html: string): string {
  return /name="form_key" value="([^"]*)"/.exec(html)?.[1] ?? '';
}
