/** Params and answers of the profile (contract §2, P). */
import { z } from 'zod';
import { languages } from '../../http/languages/index.js';
import { clearable, optional, refuse, text } from '../../platform/fields.js';
import { countries } from './countries.js';
import { zoneCalled } from './zones.js';

const codes = languages.map(({ code }) => code);

const language = text()
  .superRefine((value, context) => {
    if (!codes.includes(value)) refuse(context, { code: 'invalid', message: 'language' });
  })
  .meta({ type: 'string', enum: codes, description: 'One of the available languages.' });

const country = text()
  .transform((value, context) => {
    const code = value.toUpperCase();
    // `ß` in upper case is `SS`.
    if (!/^[a-z]{2}$/i.test(value) || !countries.has(code)) refuse(context, { code: 'invalid', message: 'country' });
    return code;
  })
  .meta({ type: 'string', description: 'ISO 3166-1 alpha-2, in either case; empty for none.', examples: ['ES'] });

const timeZone = text()
  .transform((value, context) => {
    const zone = zoneCalled(value);
    if (zone === undefined) refuse(context, { code: 'invalid', message: 'time_zone' });
    return zone ?? value;
  })
  .meta({ type: 'string', description: 'An IANA name, links included, in any case.', examples: ['Europe/Madrid'] });

export const updateParams = z.object({
  profile: z.object({ language: optional(language), country: clearable(country), time_zone: optional(timeZone) }),
});

const profile = z
  .object({
    email: z.string().describe('Of the account.'),
    language: z.string().describe('In which messages are given: a `code` of the available languages.'),
    country: z.string().nullable().describe('ISO 3166-1 alpha-2, in upper case; null for none.'),
    time_zone: z.string().describe('In which all dates are given.'),
  })
  .meta({ id: 'Profile', description: 'How a user is addressed.' });

export const profileAnswer = z.object({ profile });

export const languagesAnswer = z.object({
  languages: z
    .array(
      z.object({
        code: z.string().describe('For `profile[language]`.'),
        name: z.string().describe('In the language itself.'),
      }),
    )
    .describe('Those that are fully translated.'),
});

export const timeZonesAnswer = z.object({
  time_zones: z
    .array(
      z.object({
        name: z.string().describe('For `profile[time_zone]`.'),
        utc_offset: z.string().describe('As of now: `+01:00`.'),
      }),
    )
    .describe('All IANA zones of the server, and `UTC`.'),
});
