/** What the form about a group's status page holds. */
import { z } from 'zod';
import { optional, refuse, required } from '../../platform/fields.js';
import { isChosen } from './slug.js';

const slug = z.unknown().transform((value, context) => {
  const text = typeof value === 'string' ? value.trim() : '';
  if (isChosen(text)) return text;
  refuse(context, { code: 'invalid', message: 'status_slug' });
  return z.NEVER;
});

/** One of two words: whether it is the first. */
function either(yes: string, no: string) {
  return z.unknown().transform((value, context) => {
    if (value !== yes && value !== no) refuse(context, { code: 'invalid', message: 'invalid' });
    return value === yes;
  });
}

/** `slug` is undefined where none is chosen: the page keeps a made-up one, or gets one. */
export const statusPageParams = z.object({
  status_page: z.object({
    state: required(either('on', 'off')),
    slug: optional(slug),
    details: required(either('shown', 'hidden')),
  }),
});
