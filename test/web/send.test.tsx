import express from 'express';
import supertest from 'supertest';
import { expect, it } from 'vitest';
import { Later, send } from '../../src/web/site/send.js';

/** What a reader gets of a page whose content is read later. */
async function read(later: () => Promise<string>): Promise<string> {
  const app = express();
  app.get('/', (request, response) =>
    send(
      request,
      response,
      {
        page: (
          <main>
            <h1>Dashboard</h1>
            <Later />
          </main>
        ),
        later: async () => <p>{await later()}</p>,
      },
      (error) => <p role="alert">{error instanceof Error ? error.message : ''}</p>,
    ),
  );
  return (await supertest(app).get('/')).text;
}

it('a page whose content comes later is whole, and has no trace of that', async () => {
  const text = await read(() => Promise.resolve('2 monitors <up>'));
  expect(text).toBe('<!doctype html>\n<main><h1>Dashboard</h1><p>2 monitors &lt;up></p></main>\n');
});

it('what could not be read is told in its place', async () => {
  const text = await read(() => Promise.reject(new Error('The database is away.')));
  expect(text).toContain('<h1>Dashboard</h1><p role="alert">The database is away.</p></main>');
});
