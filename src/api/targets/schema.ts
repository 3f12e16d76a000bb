/** Params and answers of monitors (contract §2, T), made for each kind from its probe. */
import { z } from 'zod';
import { dateTime } from '../../http/answers.js';
import { probes } from '../../monitoring/probes/index.js';
import type { Probe } from '../../monitoring/probes/probe.js';
import { changed, isEmpty, optional, refuse, required, text, wholeNumber, withDefault } from '../../platform/fields.js';
import { pascal } from '../../platform/words.js';

const name = text({ trim: true, max: 255 }).meta({
  description: '1 to 255 characters after trimming. Names need not be unique.',
});
// That 0 is nobody's group is told by the rule for groups.
const groupId = wholeNumber({ min: 0, max: Number.MAX_SAFE_INTEGER }).meta({ type: 'integer', minimum: 1 });

const interval = wholeNumber({ min: 5, max: 86_400 }).meta({
  type: 'integer',
  minimum: 5,
  maximum: 86_400,
  description: 'Seconds from the start of a check to the start of the next.',
});
const timeout = wholeNumber({ min: 1, max: 60 }).meta({
  type: 'integer',
  minimum: 1,
  maximum: 60,
  description: 'Seconds for one attempt.',
});
const retries = wholeNumber({ min: 0, max: 10 }).meta({
  type: 'integer',
  minimum: 0,
  maximum: 10,
  description: 'Further attempts before a check counts as failed.',
});

/** Settings of one kind: `url`, `host`, `port_number`. */
export type Settings = Record<string, unknown>;

type CommonParams = {
  name: string;
  group_id: number;
  seconds_between_checks: number;
  timeout: number;
  retries_per_check: number;
};

/** What a monitor is created with; settings stand beside the common params. */
export type CreateParams = CommonParams & Settings;

/** What is changed of a monitor; undefined stays as it is. */
export type UpdateParams = { [Name in keyof CommonParams]?: CommonParams[Name] | undefined } & Settings;

/** Params that create a monitor of a kind, by wrapper. */
export function createParams(probe: Probe): z.ZodType<Record<string, CreateParams>> {
  return wrapped(probe, {
    name: required(name),
    group_id: required(groupId).describe('Equal to the group of the path.'),
    ...eachSetting(probe, (field) => required(field)),
    seconds_between_checks: withDefault(interval, 60),
    timeout: withDefault(timeout, 10),
    retries_per_check: withDefault(retries, 2),
  }) as z.ZodType<Record<string, CreateParams>>;
}

/** Params that change a monitor of a kind, by wrapper. */
export function updateParams(probe: Probe): z.ZodType<Record<string, UpdateParams>> {
  return wrapped(probe, {
    name: changed(name),
    group_id: changed(groupId).describe('Moves it to another group of the user.'),
    ...eachSetting(probe, (field) => changed(field)),
    seconds_between_checks: optional(interval),
    timeout: optional(timeout),
    retries_per_check: optional(retries),
  }) as z.ZodType<Record<string, UpdateParams>>;
}

function eachSetting(probe: Probe, wrap: (field: z.ZodType) => z.ZodType): z.ZodRawShape {
  const shape = probe.settings.shape as Readonly<Record<string, z.ZodType>>;
  return Object.fromEntries(Object.entries(shape).map(([setting, field]) => [setting, wrap(field)]));
}

/** `members` in the kind's wrapper; what belongs to other kinds is known, and refused. */
function wrapped(probe: Probe, members: z.ZodRawShape) {
  const others = probes.filter(({ type }) => type !== probe.type);
  const strange = others.flatMap(({ settings }) => Object.keys(settings.shape)).filter((key) => !(key in members));
  const strangers = Object.fromEntries(strange.map((key) => [key, doesNotApply]));
  return z.object({
    [probe.type]: z.object({ ...members, ...strangers }),
    ...Object.fromEntries(others.map(({ type }) => [type, otherKind])),
  });
}

/** A param of another kind: it may be there, but empty. */
const doesNotApply = z
  .unknown()
  .optional()
  .superRefine((value, context) => {
    if (!isEmpty(value)) refuse(context, { code: 'does_not_apply', message: 'does_not_apply' });
  })
  .meta({ otherKind: true });

/** Another kind's wrapper. */
const otherKind = z
  .unknown()
  .optional()
  .superRefine((value, context) => {
    if (!isEmpty(value)) refuse(context, { code: 'type_mismatch', message: 'other_kind' });
  })
  .meta({ otherKind: true });

const common = {
  id: z.int().describe('For `ID` in paths and for `target_ids`.'),
  group_id: z.int().describe('The group that it is in.'),
  name: z.string().describe('As it was given, trimmed.'),
  seconds_between_checks: z.int().describe('Seconds from the start of a check to the start of the next.'),
  timeout: z.int().describe('Seconds for one attempt.'),
  retries_per_check: z.int().describe('Further attempts before a check counts as failed.'),
  status: z.enum(['pending', 'up', 'down']).describe('`pending`: there was no check yet.'),
  stale: z.boolean().describe('A check is overdue by more than it can take and 5 s: the status is old news.'),
  status_since: dateTime.meta({ description: 'Since when; `created_at` while `pending`.' }),
  last_checked_at: dateTime
    .nullable()
    .meta({ description: 'Start of the last check that could look; null before it.' }),
  next_check_at: dateTime.meta({ description: 'When the next check is due, also while one runs.' }),
  last_response_time: z.number().nullable().describe('Milliseconds with 3 decimals; null after a failed check.'),
  created_at: dateTime,
  updated_at: dateTime.meta({ description: 'Of the last edit that changed anything.' }),
};

/** T of each kind. */
const kinds = new Map(
  probes.map((probe) => [
    probe.type,
    z
      .object({
        ...common,
        type: z.literal(probe.type).describe("The kind of monitor: its params' wrapper."),
        ...probe.settings.shape,
      })
      .meta({ id: pascal(probe.type), description: `A [${probe.type}] monitor. ${probe.about}` }),
  ]),
);

/** Values of `type` are not the names of the schemas. */
const discriminator = {
  propertyName: 'type',
  mapping: Object.fromEntries(probes.map(({ type }) => [type, `#/components/schemas/${pascal(type)}`])),
};

const anyKind = z
  .union([...kinds.values()])
  .meta({ id: 'Target', description: 'A monitor of any kind.', discriminator });

/** T of any kind, as handlers make it. */
export type TargetAnswer = { [Name in keyof typeof common]: z.infer<(typeof common)[Name]> } & {
  type: string;
} & Settings;

export const targetAnswer = z.object({ target: anyKind });
export const targetsAnswer = z.object({ targets: z.array(anyKind).describe('By id.') });

/** An answer with one monitor of a kind. */
export const targetAnswerOf = ({ type }: Probe) => z.object({ target: kinds.get(type) ?? anyKind });

/** An answer with monitors of a kind. */
export const targetsAnswerOf = ({ type }: Probe) =>
  z.object({ targets: z.array(kinds.get(type) ?? anyKind).describe('By id.') });
