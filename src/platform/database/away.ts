/** Tells a database that is away, for now, from a query that is wrong. */

const systemCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'ETIMEDOUT',
  'EPIPE',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'ENOTFOUND',
  'EAI_AGAIN',
  // A server's socket file that is gone.
  'ENOENT',
]);

/** Prisma: can't reach, timed out, closed, no connection from the pool in time, transaction not started in time. */
const prismaCodes = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2037']);

const adapterKinds = new Set(['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout', 'TooManyConnections']);

/** pg's own errors have no code. */
const messages =
  /^(connection terminated|query read timeout|timeout exceeded when trying to connect|client (has encountered a connection error|was closed))/i;

/**
 * Whether `error`, or what caused it, says that the database can't be reached or can't work for anyone just now: a later
 * attempt may succeed unchanged. False for what the statement itself did wrong (constraints, syntax, no permission).
 */
export function isAway(error: unknown): boolean {
  return chainOf(error).some(saysAway);
}

function saysAway(error: object): boolean {
  const { code, kind, originalCode, message, syscall } = error as Record<string, unknown>;
  if (typeof kind === 'string' && adapterKinds.has(kind)) return true;
  if ([code, originalCode].some((word) => typeof word === 'string' && isAwayCode(word, syscall))) return true;
  return typeof message === 'string' && messages.test(message);
}

function isAwayCode(code: string, syscall: unknown): boolean {
  // ENOENT of a file that someone read is another matter.
  if (code === 'ENOENT') return syscall === 'connect';
  if (systemCodes.has(code) || prismaCodes.has(code)) return true;
  // SQLSTATE: connection exceptions, insufficient resources, system errors, shutdown and start (appendix A).
  return /^(08[0-9A-Z]{3}|53[0-9A-Z]{3}|58[0-9A-Z]{3}|57P0[123])$/.test(code);
}

/** `error`, its causes, what it aggregates and where Prisma keeps its adapter's error; each once. */
function chainOf(error: unknown): object[] {
  const found = new Set<object>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || found.has(value) || found.size > 20) return;
    found.add(value);
    const { cause, meta, driverAdapterError, errors } = value as Record<string, unknown>;
    [cause, meta, driverAdapterError].forEach(visit);
    if (Array.isArray(errors)) errors.forEach(visit);
  };
  visit(error);
  return [...found];
}
