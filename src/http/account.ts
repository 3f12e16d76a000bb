/** A person's account, as answers show it (contract §2, U). */
import { z } from 'zod';
import { formatDate } from '../platform/time.js';
import { dateTime } from './answers.js';

export const userAnswer = z
  .object({
    id: z.int().describe('Of the account.'),
    email: z.string().describe('As it was given, trimmed.'),
    created_at: dateTime,
  })
  .meta({ id: 'User', description: 'An account.' });

/** A row of users as U, its date in the person's own time zone. */
export function presentUser(
  row: { id: number; email: string; created_at: Date },
  timeZone: string,
): z.infer<typeof userAnswer> {
  return { id: row.id, email: row.email, created_at: formatDate(row.created_at, timeZone) };
}
