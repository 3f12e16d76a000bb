/** Monitors: their forms, and a page for each. */
import type { Prisma } from '../../platform/database/prisma.js';
import type { Page } from '../site/pages.js';
import { monitorFinder } from './find.js';
import { monitorFormPages, type FormTools } from './formPages.js';
import { monitorPage } from './monitorPage.js';

export type MonitorTools = Omit<FormTools, 'finder'> & { prisma: Prisma };

export function monitorPages(tools: MonitorTools): Page[] {
  const finder = monitorFinder(tools);
  return [...monitorFormPages({ ...tools, finder }), monitorPage({ ...tools, finder })];
}
