/** Advisory locks of PostgreSQL that processes of ours take turns by: arbitrary numbers, each for one purpose. */

/** Making partitions of `check_results`. */
export const partitionLock = 7_310_001;
/** Writing `check_rollups`, and removing what belongs to a deleted monitor there. */
export const rollupLock = 7_310_002;
/** Removing what deleted monitors have left. */
export const purgeLock = 7_310_003;
