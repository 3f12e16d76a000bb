/**
 * Building blocks for the schemas of params: each accepts what any of the ways to send params can carry, and fails with
 * a code of the contract (§1, Errors) and a message that is translated later.
 */
import { z } from 'zod';

/** What `errors[].code` may be (contract §1). */
export const paramErrorCodes = [
  'required',
  'invalid',
  'too_short',
  'too_long',
  'out_of_range',
  'taken',
  'unknown_param',
  'does_not_apply',
  'type_mismatch',
  'not_allowed',
] as const;

export type ParamErrorCode = (typeof paramErrorCodes)[number];

/** Why a param was refused: a code, and the key of a sentence in the languages with the values it names. */
export type Failure = {
  code: ParamErrorCode;
  message: string;
  values?: Record<string, string | number>;
};

/** A JSON number or boolean, as its source text, so that `6e1` is not taken for `60`. */
export class JsonLiteral {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** A param that can not have a value: sent twice, a file, an array, an object where a scalar belongs. */
export class Unusable {
  readonly why: 'repeated' | 'file' | 'array';
  constructor(why: Unusable['why']) {
    this.why = why;
  }
}

type Context = { issues: z.core.$ZodRawIssue[]; value: unknown };

/** Marks the value under check as refused for `failure`. */
export function refuse(context: Context, failure: Failure): void {
  context.issues.push({ code: 'custom', input: context.value, params: failure, continue: false });
}

/** The failure that an issue of a field made by this file carries, or undefined for an issue of zod's own. */
export function failureOf(issue: { code?: string | undefined; params?: unknown }): Failure | undefined {
  return issue.code === 'custom' ? (issue.params as Failure | undefined) : undefined;
}

/** Absent, empty or null: the three are the same (contract §6, Params). */
export function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

/** Code points of `text`, the unit in which lengths are counted. */
export function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

const invalid = (message: string): Failure => ({ code: 'invalid', message });

/** Text without NUL and lone surrogates; `trim` cuts white space at both ends before anything is judged. */
export function text(rule: { trim?: boolean; max?: number } = {}) {
  return z
    .unknown()
    .transform((value, context) => {
      const input = typeof value === 'string' && rule.trim ? value.trim() : value;
      const failure = judgeText(input, rule.max);
      if (failure) refuse(context, failure);
      return input as string;
    })
    .meta({ type: 'string', minLength: 1, ...(rule.max === undefined ? {} : { maxLength: rule.max }) });
}

function judgeText(value: unknown, max: number | undefined): Failure | undefined {
  if (typeof value !== 'string') return invalid('text');
  if (value.includes('\0')) return invalid('no_nul');
  if (!value.isWellFormed()) return invalid('well_formed');
  if (value === '') return { code: 'required', message: 'required' };
  if (max !== undefined && lengthOf(value) > max) return { code: 'too_long', message: 'too_long', values: { max } };
  return undefined;
}

/** A whole number in decimal digits, as text or as a JSON number, from `min` to `max`. */
export function wholeNumber({ min, max }: { min: number; max: number }) {
  return z
    .unknown()
    .transform((value, context) => {
      const digits = value instanceof JsonLiteral ? value.text : typeof value === 'number' ? String(value) : value;
      const number = typeof digits === 'string' && /^-?\d+$/.test(digits) ? Number(digits) : undefined;
      if (number === undefined) refuse(context, invalid('whole_number'));
      else if (Object.is(number, -0) || number < min || number > max)
        refuse(context, { code: 'out_of_range', message: 'out_of_range', values: { min, max } });
      return number ?? 0;
    })
    .meta({ type: 'integer', minimum: min, ...(max === Number.MAX_SAFE_INTEGER ? {} : { maximum: max }) });
}

/** `field`, which must be there and not empty. */
export function required<T>(field: z.ZodType<T>) {
  const wrapped = z.unknown().transform((value, context): T => {
    if (!isEmpty(value)) return parseWith(field, value, context);
    refuse(context, { code: 'required', message: 'required' });
    return z.NEVER;
  });
  return wrapped.meta({ ...field.meta() });
}

/** `field` or, where it is absent or empty, `value`. */
export function withDefault<T>(field: z.ZodType<T>, value: T) {
  return whereEmpty(field, () => value).meta({ ...field.meta(), default: value });
}

/** `field`, or undefined where it is absent or empty. */
export function optional<T>(field: z.ZodType<T>) {
  return whereEmpty<T | undefined>(field, () => undefined);
}

/** On update: undefined (leave it as it was) where absent; what may not be empty is `required` when given empty. */
export function changed<T>(field: z.ZodType<T>) {
  return whereEmpty<T | undefined>(field, (context) => {
    if (context.value !== undefined) refuse(context, { code: 'required', message: 'required' });
    return undefined;
  });
}

/** On update: undefined where absent, null (none) where given empty. */
export function clearable<T>(field: z.ZodType<T>) {
  return whereEmpty<T | null | undefined>(field, ({ value }) => (value === undefined ? undefined : null));
}

function whereEmpty<T>(field: z.ZodType<T>, otherwise: (context: Context) => T) {
  const wrapped = z
    .unknown()
    .optional()
    .transform((value, context): T => (isEmpty(value) ? otherwise(context) : parseWith(field, value, context)));
  return wrapped.meta({ ...field.meta() });
}

function parseWith<T>(field: z.ZodType<T>, value: unknown, context: Context): T {
  const parsed = field.safeParse(value);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) {
    context.issues.push({ code: 'custom', input: value, params: failureOf(issue), continue: false });
  }
  return z.NEVER;
}
