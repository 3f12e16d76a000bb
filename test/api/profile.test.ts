import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countries } from '../../src/api/profile/countries.js';
import { zoneCalled } from '../../src/api/profile/zones.js';
import { errorsOf, testApi, type Client, type TestApi } from '../support/api.js';

let api: TestApi;
let client: Client;
beforeAll(async () => {
  api = await testApi();
  client = api.as(await api.signUp());
});
afterAll(() => api.close());

const update = (profile: unknown) => client('PUT', '/api/profile', { json: { profile } });

describe('the profile', () => {
  it('takes what is given and leaves the rest', async () => {
    const first = await update({ language: 'es', country: 'es', time_zone: 'europe/madrid' });
    expect(first.status).toBe(200);
    expect(first.body.profile).toMatchObject({ language: 'es', country: 'ES', time_zone: 'Europe/Madrid' });
    const second = await update({ language: '', time_zone: null, country: 'fr' });
    expect(second.body.profile).toMatchObject({ language: 'es', country: 'FR', time_zone: 'Europe/Madrid' });
    const third = await update({ country: '' });
    expect(third.body.profile).toMatchObject({ language: 'es', country: null, time_zone: 'Europe/Madrid' });
    expect((await client('GET', '/api/profile')).body).toEqual(third.body);
  });

  it('decides the zone of dates and the language of problems', async () => {
    await update({ language: 'es', time_zone: 'Europe/Madrid' });
    const user = await client('PUT', '/api/users');
    expect(user.body.user?.created_at).toBe('2026-01-15T13:00:00+01:00');
    expect(errorsOf(await update({ country: 'ß' }))).toEqual(['profile[country] invalid']);
    expect(errorsOf(await update({ time_zone: 'asia/bang\u212aok' }))).toEqual(['profile[time_zone] invalid']);
    const answer = await update({ language: 'xx', time_zone: 'Mars/Base', country: 'XX' });
    expect(answer.body.detail).toBe('3 parámetros no son válidos.');
    expect(answer.body.errors).toEqual([
      { param: 'profile[language]', code: 'invalid', message: 'debe ser uno de los idiomas disponibles' },
      { param: 'profile[country]', code: 'invalid', message: 'debe ser un código ISO 3166-1 alfa-2' },
      { param: 'profile[time_zone]', code: 'invalid', message: 'debe ser una zona horaria de IANA' },
    ]);
    await update({ language: 'en', time_zone: 'UTC' });
  });

  it.each([
    ['Asia/Kathmandu', 'Asia/Kathmandu'],
    ['asia/katmandu', 'Asia/Katmandu'],
    ['US/Pacific', 'US/Pacific'],
    ['utc', 'UTC'],
    ['Etc/gmt+3', 'Etc/GMT+3'],
    ['Europe/Kyiv', 'Europe/Kyiv'],
    ['+01:00', undefined],
    ['Factory', undefined],
    ['constructor', undefined],
    ['Europe/Madrid ', undefined],
  ])('knows the zone %s as %s', (given, expected) => {
    expect(zoneCalled(given)).toBe(expected);
  });

  it('knows the officially assigned countries and no others', () => {
    expect(countries.size).toBe(249);
    expect(['ES', 'GB', 'US', 'AX', 'BQ', 'SS'].every((code) => countries.has(code))).toBe(true);
    expect(['UK', 'EU', 'XK', 'AN', 'SU', 'ZZ'].some((code) => countries.has(code))).toBe(false);
  });

  it.runIf(hasIsoCodes())("lists the same countries as Debian's iso-codes", () => {
    expect([...countries]).toEqual([...isoCodes()].sort());
  });

  it('lists the languages', async () => {
    const { status, text } = await client('GET', '/api/profile/languages');
    expect(status).toBe(200);
    expect(JSON.parse(text)).toEqual({
      languages: [
        { code: 'en', name: 'English' },
        { code: 'es', name: 'Español' },
      ],
    });
  });

  it('lists the time zones with their offset as of now', async () => {
    const { body } = await client('GET', '/api/profile/time_zones');
    const offsets = new Map(body.time_zones?.map(({ name, utc_offset }) => [name, utc_offset]));
    expect(offsets.size).toBeGreaterThan(400);
    expect(offsets.get('UTC')).toBe('+00:00');
    expect(offsets.get('Europe/Madrid')).toBe('+01:00');
    expect(offsets.get('Australia/Adelaide')).toBe('+10:30');
    for (const name of offsets.keys()) expect(zoneCalled(name)).toBe(name);
    expect(offsets.get('America/St_Johns')).toBe('-03:30');
    api.clock.advance(89 * 24 * 60 * 60 * 1000);
    const summer = await client('GET', '/api/profile/time_zones');
    expect(summer.body.time_zones).toContainEqual({ name: 'Europe/Madrid', utc_offset: '+02:00' });
  });

  it('refuses what is no profile', async () => {
    expect(errorsOf(await update('x'))).toEqual(['profile invalid']);
    expect(errorsOf(await update({ colour: 'red' }))).toEqual(['profile[colour] unknown_param']);
  });

  it.each([
    ['GET', '/api/profile'],
    ['PUT', '/api/profile'],
    ['GET', '/api/profile/languages'],
    ['GET', '/api/profile/time_zones'],
  ])('needs a token: %s %s', async (method, path) => {
    const answer = await api.ask(method, path);
    expect([answer.status, answer.body.code]).toEqual([401, 'invalid_auth_token']);
  });
});

function isoCodes(): string[] {
  const file = readFileSync('/usr/share/iso-codes/json/iso_3166-1.json', 'utf8');
  return (JSON.parse(file) as { '3166-1': { alpha_2: string }[] })['3166-1'].map(({ alpha_2 }) => alpha_2);
}

function hasIsoCodes(): boolean {
  try {
    return isoCodes().length > 0;
  } catch {
    return false;
  }
}
