/** JSON lines on stderr, from which secrets are taken out wherever they stand. */
import pino from 'pino';

export type Logger = pino.Logger;

const secretNames = 'app_key|auth_token|password|authorization|cookie|set-cookie|x-app-key';
/** Also `user[password]`. */
const secretKey = new RegExp(`^(.*\\[)?(${secretNames})\\]?$`, 'i');
const secretInJson = new RegExp(`("(?:[^"\\\\]*\\[)?(?:${secretNames})\\]?":)"(?:[^"\\\\]|\\\\.)*"`, 'gi');
const hidden = '[hidden]';
/** Deeper than anything that is logged on purpose. */
const maxDepth = 8;

/** What is logged of an error; an own property of pg (`detail`, `parameters`) or Prisma may carry what a user sent. */
export type LoggedError = { type: string; message: string; code?: string; stack: string; cause?: LoggedError };

/**
 * A logger that writes synchronously to file descriptor 2, so that the last line before a crash is there.
 * @param destination where lines go instead, for tests
 */
export function createLogger(
  { level }: { level: pino.LevelWithSilent },
  destination: pino.DestinationStream = pino.destination({ fd: 2, sync: true }),
): Logger {
  return pino(
    {
      level,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: (value: unknown) => withoutSecrets(value) },
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => withoutSecretFields(fields, maxDepth),
      },
      hooks: {
        // pino would take the message of an error as it is.
        logMethod(args, method) {
          const [first, ...rest] = args as [unknown, ...unknown[]];
          const error = first instanceof Error ? first : errorIn(first);
          if (error && rest.length === 0) method.call(this, first as object, loggedError(error).message);
          else method.apply(this, args);
        },
        // The fields of a child logger pass no formatter.
        streamWrite: (line) => scrub(line).replace(secretInJson, `$1"${hidden}"`),
      },
    },
    destination,
  );
}

/**
 * Standard error, written when its reader takes it: one that stands still holds up nobody who must keep the time. What it
 * leaves beyond 4 MB is dropped. `flushSync` before the end of the thread.
 */
export function patientLines() {
  return pino.destination({ fd: 2, sync: false, maxLength: 4 * 1024 * 1024 });
}

/** Name, message, code and stack of `error` and its causes, without secrets. */
export function loggedError(error: Error, depth = 4): LoggedError {
  const message = messageOf(error);
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return {
    type: error.name,
    message,
    ...(code === undefined ? {} : { code }),
    stack: [`${error.name}: ${message}`, ...frames].join('\n'),
    ...(error.cause instanceof Error && depth > 0 ? { cause: loggedError(error.cause, depth - 1) } : {}),
  };
}

/** `text` without the passwords of URLs and without the values of secret params. */
export function scrub(text: string): string {
  return text
    .replace(/([a-z][a-z0-9+.-]*:\/\/)[^\s/?#@"'\\]*:[^\s/?#@"'\\]*@/gi, `$1${hidden}@`)
    .replace(/((?:app_key|auth_token|password)(?:\]|%5D)?=)[^\s&"'\\,;)\]}]+/gi, `$1${hidden}`)
    .replace(/\b(Bearer\s+)[^\s"'\\,;]+/gi, `$1${hidden}`);
}

/** Prisma prints the arguments of a call above the last line of its messages. */
function messageOf(error: Error): string {
  const lines = error.name.startsWith('PrismaClient') ? error.message.trim().split('\n').slice(-1) : [error.message];
  return scrub(lines.join('\n'));
}

function errorIn(value: unknown): Error | undefined {
  return value instanceof Object && 'err' in value && value.err instanceof Error ? value.err : undefined;
}

function withoutSecretFields(fields: object, depth: number): Record<string, unknown> {
  const clean = ([key, value]: [string, unknown]) => [
    key,
    secretKey.test(key) && value !== undefined ? hidden : withoutSecrets(value, depth - 1),
  ];
  return Object.fromEntries(Object.entries(fields).map(clean)) as Record<string, unknown>;
}

function withoutSecrets(value: unknown, depth = maxDepth): unknown {
  if (value instanceof Error) return loggedError(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth <= 0) return '[deep]';
  if (Array.isArray(value)) return value.map((item) => withoutSecrets(item, depth - 1));
  if (value instanceof Map || value instanceof Set) return `[${value.constructor.name}]`;
  if (hasJson(value)) return withoutSecrets(value.toJSON(), depth - 1);
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  return withoutSecretFields(value, depth);
}

function hasJson(value: object): value is { toJSON(): unknown } {
  return 'toJSON' in value && typeof value.toJSON === 'function';
}
