/** Profiles in the database: a part of the user's row. */
import type { Prisma } from '../../platform/database/prisma.js';

export type ProfileRow = { email: string; language: string; country: string | null; time_zone: string };

/** What is undefined stays as it is. */
export type ProfileChange = {
  language: string | undefined;
  country: string | null | undefined;
  time_zone: string | undefined;
};

const select = { email: true, language: true, country: true, time_zone: true } as const;

export function profileStore(prisma: Prisma) {
  return {
    /** Null where the account is gone. */
    find(userId: number): Promise<ProfileRow | null> {
      return prisma.user.findUnique({ where: { id: userId }, select });
    },

    /** Undefined where the account is gone. */
    async update(userId: number, change: ProfileChange): Promise<ProfileRow | undefined> {
      const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
      const [row] = await prisma.user.updateManyAndReturn({ where: { id: userId }, data: given, select });
      return row;
    },
  };
}
