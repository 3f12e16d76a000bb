/** What people are told of a param: its type, its limits, and what it means. */
import type { Field } from './calls.js';
import { textOf } from './variables.js';

/** `Optional. Whole number from 1 to 60, 10 unless given. Seconds for one attempt.` */
export function describeField({ required, description, schema }: Field): string {
  const initial = schema['default'];
  const typed = `${typeOf(schema)}${initial === undefined ? '' : `, ${textOf(initial)} unless given`}.`;
  const isTold = description === '' || typed !== 'Text.';
  return [required ? 'Required.' : 'Optional.', ...(isTold ? [typed] : []), description].join(' ').trim();
}

function typeOf(schema: Field['schema']): string {
  const { type, format, enum: words } = schema;
  if (Array.isArray(words)) return `One of ${words.map((word) => `\`${textOf(word)}\``).join(', ')}`;
  if (type === 'integer') return `Whole number${range(schema['minimum'], schema['maximum'])}`;
  const noun = format === 'password' ? 'Password' : 'Text';
  return `${noun}${lengths(schema['minLength'], schema['maxLength'])}`;
}

function range(least: unknown, most: unknown): string {
  if (least !== undefined && most !== undefined) return ` from ${amount(least)} to ${amount(most)}`;
  if (least !== undefined) return `, at least ${amount(least)}`;
  return most === undefined ? '' : `, at most ${amount(most)}`;
}

function lengths(least: unknown, most: unknown): string {
  if (least !== undefined && most !== undefined) return ` of ${amount(least)} to ${amount(most)} characters`;
  if (least !== undefined) return ` of at least ${amount(least)} characters`;
  return most === undefined ? '' : ` of at most ${amount(most)} characters`;
}

function amount(value: unknown): string {
  return Number(value).toLocaleString('en-US');
}
