import { afterEach, expect, it, vi } from 'vitest';
import { languageOf } from '../../src/http/languages/index.js';
import { labelOf } from '../../src/web/site/labels.js';
import { dayText, isolated } from '../../src/web/site/speech.js';

afterEach(() => vi.restoreAllMocks());

it('forms of dates are made once while they are used, and few of them are kept', () => {
  const Form = Intl.DateTimeFormat;
  const made = vi.spyOn(Intl, 'DateTimeFormat').mockImplementation(function (...options) {
    return new Form(...options);
  });
  const zones = Intl.supportedValuesOf('timeZone').slice(0, 101);
  const write = (timeZone = '') => dayText(new Date(0), { code: 'en', language: languageOf('en'), timeZone });
  const [first, second] = zones;
  for (const zone of zones.slice(0, 100)) write(zone);
  write(first);
  expect(made).toHaveBeenCalledTimes(100);
  // Takes the place of the one that was not used for the longest time.
  write(zones.at(-1));
  write(first);
  expect(made).toHaveBeenCalledTimes(101);
  write(second);
  expect(made).toHaveBeenCalledTimes(102);
});

it.each([
  ['user[email]', 'Correo electrónico'],
  ['target_url[retries_per_check]', 'Reintentos'],
  ['current_password', 'Contraseña actual'],
  ['target_url[constructor]', 'target_url[constructor]'],
  ['unheard_of', 'unheard_of'],
])('%s is called %s', (param, label) => {
  expect(labelOf(param, { code: 'es' })).toBe(label);
});

it('a name that is written from right to left does not turn the sentence that it is in', () => {
  expect(isolated('Shop 支付 😀 ñ')).toBe('Shop 支付 😀 ñ');
  for (const name of ['חנות', 'متجر', '\u202eevil']) expect(isolated(name)).toBe(`\u2068${name}\u2069`);
});
