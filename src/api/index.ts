/** What clients can ask: a line for each resource of the reference. */
import type { Limit } from '../http/limits.js';
import type { Route } from '../http/route.js';
import type { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import type { Prisma } from '../platform/database/prisma.js';
import { eventRoutes } from './events/routes.js';
import { groupRoutes } from './groups/routes.js';
import { profileRoutes } from './profile/routes.js';
import { registrationRoutes } from './registrations/routes.js';
import { reportRoutes } from './reports/routes.js';
import { sessionRoutes } from './sessions/routes.js';
import { targetRoutes } from './targets/routes.js';

export type ApiDependencies = {
  database: Database;
  prisma: Prisma;
  clock: Clock;
  /** Log-ins per address and email. */
  loginLimit: Limit;
  /** Says which hosts no monitor may reach. */
  addressPolicy: { refuses(hostOrAddress: string): boolean };
};

/** All routes below `/api`. */
export function apiRoutes(dependencies: ApiDependencies): Route[] {
  return [
    ...registrationRoutes(dependencies),
    ...sessionRoutes(dependencies),
    ...profileRoutes(dependencies),
    ...groupRoutes(dependencies),
    ...targetRoutes(dependencies),
    ...eventRoutes(dependencies),
    ...reportRoutes(dependencies),
  ];
}
