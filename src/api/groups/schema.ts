/** Params and answers of groups (contract §2, G). */
import { z } from 'zod';
import { dateTime } from '../../http/answers.js';
import { changed, required, text } from '../../platform/fields.js';

const name = text({ trim: true, max: 255 }).meta({
  description: '1 to 255 characters after trimming. Names need not be unique.',
});

export const createParams = z.object({ group: z.object({ name: required(name) }) });
export const updateParams = z.object({ group: z.object({ name: changed(name) }) });

const group = z
  .object({
    id: z.int().describe('For `GROUP_ID` in paths.'),
    name: z.string().describe('As it was given, trimmed.'),
    targets_count: z.int().min(0).describe('How many monitors are in it.'),
    created_at: dateTime,
    updated_at: dateTime,
  })
  .meta({ id: 'Group', description: 'A group of monitors.' });

export type GroupAnswer = z.infer<typeof group>;

export const groupAnswer = z.object({ group });
export const groupsAnswer = z.object({ groups: z.array(group).describe('All groups of the user, by id.') });
