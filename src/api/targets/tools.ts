/** What the routes of all kinds of monitors share. */
import { idOf, type PathParams, type UserCaller } from '../../http/route.js';
import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import { presentTarget } from './present.js';
import type { TargetAnswer } from './schema.js';
import { targetStore, type Place, type TargetRow } from './store.js';

export type TargetDependencies = {
  database: Database;
  clock: Clock;
  /** Says which hosts no monitor may reach. */
  addressPolicy: { refuses(hostOrAddress: string): boolean };
};

type Whose = { caller: UserCaller; path: PathParams };

export type TargetTools = Omit<TargetDependencies, 'database'> & {
  store: ReturnType<typeof targetStore>;
  present: (row: TargetRow, caller: UserCaller) => TargetAnswer;
  locateGroup: (call: Whose) => Promise<Omit<Place, 'id'> | undefined>;
  /** Of one type, or of any. */
  locateTarget: (call: Whose, type?: string) => Promise<TargetRow | undefined>;
};

export function targetTools({ database, clock, addressPolicy }: TargetDependencies): TargetTools {
  const store = targetStore(database);
  return {
    store,
    clock,
    addressPolicy,
    present: (row, { user }) => presentTarget(row, { now: clock.now(), timeZone: user.timeZone }),
    async locateGroup({ caller, path }) {
      const groupId = idOf(path['group_id']);
      if (groupId === undefined || !(await store.ownsGroup(caller.user.id, groupId))) return undefined;
      return { userId: caller.user.id, groupId };
    },
    async locateTarget({ caller, path }, type) {
      const groupId = idOf(path['group_id']);
      const id = idOf(path['id']);
      if (groupId === undefined || id === undefined) return undefined;
      const row = await store.find({ userId: caller.user.id, groupId, id });
      return row && (type === undefined || row.type === type) ? row : undefined;
    },
  };
}
