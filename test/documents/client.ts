/** The README's walk, as a program that uses a client generated from the document. */
import createClient from 'openapi-fetch';
import { until } from '../support/until.js';
import type { components, paths } from './client.schema.js';

export type Event = components['schemas']['Event'];
export type Uptime = components['schemas']['Uptime'];

export type Walk = {
  /** `https://localhost:8443` */
  url: string;
  appKey: string;
  fetch: (request: Request) => Promise<Response>;
  /** Something to watch on this machine, and how it is broken. */
  site: { port: number; stop(): Promise<void> };
};

/** Signs up, makes a monitor of each kind, breaks the web site, and reads what happened. */
export async function walk({ url, appKey, fetch, site }: Walk): Promise<{ events: Event[]; uptimes: Uptime[] }> {
  const client = createClient<paths>({ baseUrl: `${url}/api`, headers: { 'X-App-Key': appKey }, fetch });
  const user = { email: 'me@example.com', password: 'correct horse' };
  const signedUp = answered(await client.POST('/users/sign-up', { body: { user } }));
  client.use({
    onRequest({ request }) {
      request.headers.set('Authorization', `Bearer ${signedUp.auth_token}`);
      return request;
    },
  });

  const { group } = answered(await client.POST('/groups', { body: { group: { name: 'Home' } } }));
  const group_id = group.id;
  const params = { path: { group_id } };
  const plan = { seconds_between_checks: 5, timeout: 2, retries_per_check: 1, group_id };
  const web = answered(
    await client.POST('/groups/{group_id}/target/urls', {
      params,
      body: { target_url: { name: 'Web site', url: `http://localhost:${site.port}/`, ...plan } },
    }),
  );
  await client.POST('/groups/{group_id}/target/custom_ports', {
    params,
    body: { target_custom_port: { name: 'Web port', host: 'localhost', port_number: site.port, ...plan } },
  });
  await client.POST('/groups/{group_id}/target/pings', {
    params,
    body: { target_ping: { name: 'This machine', host: '127.0.0.1', ...plan } },
  });

  const refused = await client.POST('/groups/{group_id}/target/urls', {
    params,
    body: { target_url: { name: '', url: 'ftp://localhost/', group_id } },
  });
  const { errors } = refused.error && 'errors' in refused.error ? refused.error : { errors: [] };
  if (errors.length !== 2) throw new Error(`two params were to be refused: ${JSON.stringify(refused.error)}`);

  await until(
    async () => answered(await client.GET('/groups/{group_id}/targets', { params })).targets,
    ([first, second]) => first?.status === 'up' && second?.status === 'up',
  );
  await site.stop();

  const query = { target_ids: String(web.target.id) };
  const { events } = await until(
    async () => answered(await client.GET('/events', { params: { query } })),
    ({ events }) => events[0]?.type === 'down',
  );
  const { uptimes } = answered(await client.GET('/reports/uptimes', { params: { query } }));
  return { events, uptimes };
}

/** The JSON that was answered: some answers would be CSV if it had been asked for. */
function answered<Data>({ data, error }: { data?: Data; error?: unknown }): Exclude<Data, string> {
  if (data === undefined || typeof data === 'string') throw new Error(`no success: ${JSON.stringify(error)}`);
  return data as Exclude<Data, string>;
}
