/** Parts that the schemas of answers share. */
import { z } from 'zod';

/** D: what `formatDate` of platform/time.ts writes (contract §1, Dates). */
export const dateTime = z.string().meta({
  format: 'date-time',
  pattern: String.raw`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$`,
  description: "ISO 8601 with the numeric offset of the user's time zone, without fractions of a second.",
  examples: ['2013-01-31T00:00:00+02:00'],
});
