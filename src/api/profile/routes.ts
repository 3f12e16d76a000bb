/** The profile: language, country and time zone (contract §2). */
import { z } from 'zod';
import { unauthorized } from '../../http/authenticate.js';
import { languages } from '../../http/languages/index.js';
import { defineRoute, type Route } from '../../http/route.js';
import type { Clock } from '../../platform/clock.js';
import type { Prisma } from '../../platform/database/prisma.js';
import { languagesAnswer, profileAnswer, timeZonesAnswer, updateParams } from './schema.js';
import { profileStore } from './store.js';
import { zoneLister } from './zones.js';

const tag = 'Profile';

export function profileRoutes({ prisma, clock }: { prisma: Prisma; clock: Clock }): Route[] {
  const store = profileStore(prisma);
  const listZones = zoneLister();
  return [
    defineRoute({
      method: 'get',
      path: '/profile',
      operation: 'getProfile',
      tag,
      summary: 'Show profile.',
      needs: 'token',
      params: z.object({}),
      success: 200,
      answer: profileAnswer,
      async handle({ caller }) {
        const profile = await store.find(caller.user.id);
        if (!profile) throw unauthorized('invalid_auth_token');
        return { body: { profile } };
      },
    }),

    defineRoute({
      method: 'get',
      path: '/profile/languages',
      operation: 'listLanguages',
      tag,
      summary: 'Show available languages: those that are fully translated.',
      needs: 'token',
      params: z.object({}),
      success: 200,
      answer: languagesAnswer,
      handle: () => Promise.resolve({ body: { languages } }),
    }),

    defineRoute({
      method: 'get',
      path: '/profile/time_zones',
      operation: 'listTimeZones',
      tag,
      summary: 'Show available time zones, with their offset as of now.',
      needs: 'token',
      params: z.object({}),
      success: 200,
      answer: timeZonesAnswer,
      async handle() {
        return { body: { time_zones: await listZones(clock.now()) } };
      },
    }),

    defineRoute({
      method: 'put',
      path: '/profile',
      operation: 'updateProfile',
      tag,
      summary: 'Update profile.',
      needs: 'token',
      params: updateParams,
      success: 200,
      answer: profileAnswer,
      async handle({ caller, params }) {
        const profile = await store.update(caller.user.id, params.profile);
        if (!profile) throw unauthorized('invalid_auth_token');
        return { body: { profile } };
      },
    }),
  ];
}
