/** Whether `error` is of a foreign key that leads nowhere: what a statement stands on was deleted while it ran. */
export function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === '23503' || error.code === 'P2003');
}
