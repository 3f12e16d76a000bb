/** What `npm run seed` was asked for. */
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { passwordBytes } from '../http/secrets.js';
import { lengthOf } from '../platform/fields.js';
import type { SeedOptions } from './seed.js';

/** What was asked for can not be. The message is one line that names the option. */
export class OptionError extends Error {
  override name = 'OptionError';
}

export const usage = `npm run seed -- [options]

Makes an account with monitors and a made-up past, for a first look, tests and benchmarks.

  --monitors N      how many (default 20)
  --days N          of history (default 30)
  --interval N      seconds between two checks, 5 to 86400 (default 60)
  --results-days N  days of single checks at the end (default RETENTION_DAYS; more where the database has older ones)
  --seed N          which past: the same number, with the same --until, gives the same (default 1)
  --until DATE      where it ends, ISO 8601 with an offset (default now, printed)
  --email EMAIL     of the account (default demo@example.com)
  --password TEXT   8 characters to 72 bytes (default: a random one, printed)

It may run beside the service where it is a matter of seconds. Stop the service for a big one: until it has ended, days of
checks are neither made nor dropped.
`;

const whole = (min: number, max: number) => {
  const message = `must be a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .refine((number) => number >= min && number <= max, message);
};

const schema = z.object({
  monitors: whole(1, 100_000).default(20),
  days: whole(1, 760).default(30),
  interval: whole(5, 86_400).default(60),
  'results-days': whole(1, 760).optional(),
  seed: whole(0, 999_999_999).default(1),
  until: z.iso
    .datetime({ offset: true, error: 'must be an ISO 8601 date-time with an offset, such as 2026-01-31T12:00:00Z' })
    .transform((text) => new Date(text))
    .refine((at) => at.getTime() <= Date.now(), 'must not be in the future')
    .optional(),
  email: z.email('must be an email address').default('demo@example.com'),
  // As registrations have it.
  password: z
    .string()
    .refine((text) => lengthOf(text) >= 8, 'must have at least 8 characters')
    .refine((text) => Buffer.byteLength(text) <= passwordBytes, `must have at most ${passwordBytes} bytes in UTF-8`)
    .optional(),
});

const names = Object.keys(schema.shape);

/** What the settings do not say. */
export type AskedFor = Omit<SeedOptions, 'service' | 'resultsDays'> & { resultsDays: number | undefined };

/**
 * @param now in milliseconds: where the past ends unless it was said, cut to the minute
 * @returns undefined where only the usage was asked for
 * @throws OptionError
 */
export function readOptions(args: readonly string[], { now }: { now: number }): AskedFor | undefined {
  const given = parse(args);
  if (given['help'] === true) return undefined;
  const read = schema.safeParse(given);
  const [issue] = read.error?.issues ?? [];
  if (!read.success) throw new OptionError(`--${String(issue?.path[0])} ${issue?.message ?? 'is invalid'}`);
  const { 'results-days': resultsDays, until, password, ...rest } = read.data;
  return {
    ...rest,
    resultsDays,
    until: until ?? new Date(Math.floor(now / 60_000) * 60_000),
    password: password ?? randomBytes(9).toString('base64url'),
  };
}

function parse(args: readonly string[]): Record<string, unknown> {
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  try {
    return parseArgs({ args: [...args], options: { ...options, help: { type: 'boolean' } } }).values;
  } catch (error) {
    throw new OptionError(error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'bad options');
  }
}
