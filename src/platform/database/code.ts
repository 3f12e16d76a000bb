/** Whether `error` has one of some codes: PostgreSQL's SQLSTATEs, or Prisma's own. */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.some((code) => code === error.code);
}

/** Whether `error` is of a value that another row has, where each has its own. */
export function isTaken(error: unknown): boolean {
  return hasCode(error, '23505');
}
