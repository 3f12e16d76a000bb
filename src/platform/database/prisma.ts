/** Prisma, for the resources that clients edit. */
import { PrismaPg } from '@prisma/adapter-pg';
import type { Database } from './database.js';
import { PrismaClient } from './prisma-client/client.js';

export type Prisma = PrismaClient;

/** A Prisma client on the connections of `database`; `$disconnect` leaves them open. */
export function openPrisma(database: Database): Prisma {
  const adapter = new PrismaPg(database.pool, { disposeExternalPool: false });
  // minimal: no piece of the calling code, with the arguments of the call, in the messages of errors.
  return new PrismaClient({ adapter, errorFormat: 'minimal' });
}
