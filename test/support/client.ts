/** What a client of a running service does again and again. */
import { randomUUID } from 'node:crypto';
import type { Service } from './service.js';

export type Target = {
  id: number;
  name: string;
  status: 'pending' | 'up' | 'down';
  stale: boolean;
  last_checked_at: string | null;
  last_response_time: number | null;
};
export type Event = {
  id: number;
  target_id: number;
  type: 'up' | 'down';
  started_at: string;
  ended_at: string | null;
  duration_seconds: number;
  reason: { code: string; detail: string } | null;
};
export type Uptime = {
  target_id: number;
  uptime: number | null;
  up_seconds: number;
  down_seconds: number;
  unknown_seconds: number;
  checks: number;
  failed_checks: number;
  outages: number;
};
export type Uptimes = { date_range: { from: string; to: string }; uptimes: Uptime[] };

/** Signs up and makes a group: what monitors need. */
export async function signUp(service: Service) {
  const email = `${randomUUID()}@example.com`;
  const user = { email, password: 'correct horse' };
  const { body } = await service.api<{ auth_token: string }>('POST', '/users/sign-up', { params: { user } });
  const token = body.auth_token;
  const made = await service.api<{ group: { id: number } }>('POST', '/groups', {
    token,
    params: { group: { name: 'Servers' } },
  });
  const groupId = made.body.group.id;
  return {
    email,
    token,
    groupId,
    /** Makes a monitor; resolves to its id. */
    async monitor(collection: 'urls' | 'custom_ports' | 'pings', params: object): Promise<number> {
      const type = { urls: 'target_url', custom_ports: 'target_custom_port', pings: 'target_ping' }[collection];
      const answer = await service.api<{ target: Target }>('POST', `/groups/${groupId}/target/${collection}`, {
        token,
        params: { [type]: { name: type, group_id: groupId, ...params } },
      });
      if (answer.status !== 201) throw new Error(`no monitor was made: ${JSON.stringify(answer)}`);
      return answer.body.target.id;
    },
    async targets(): Promise<Target[]> {
      const answer = await service.api<{ targets: Target[] }>('GET', `/groups/${groupId}/targets`, { token });
      return answer.body.targets;
    },
    async events(): Promise<Event[]> {
      return (await service.api<{ events: Event[] }>('GET', '/events', { token })).body.events;
    },
    async uptimes(): Promise<Uptimes> {
      return (await service.api<Uptimes>('GET', '/reports/uptimes', { token })).body;
    },
  };
}
