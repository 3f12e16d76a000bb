import { expect, it } from 'vitest';
import { makeGroup, makeUrl, testApi } from '../support/api.js';

it('changes of one account at the same time never wait for each other in a ring, and leave nothing behind', async () => {
  const api = await testApi();
  const statuses = new Set<number>();
  try {
    for (let round = 0; round < 10; round += 1) {
      const account = await api.signUp();
      const client = api.as(account);
      const [from, to] = [await makeGroup(client), await makeGroup(client)];
      const targets = await Promise.all([1, 2, 3].map(() => makeUrl(client, from)));
      const target_url = { name: 'x', group_id: to, url: 'http://example.com/' };
      const path = (id: number) => `/api/groups/${from}/target/urls/${id}`;
      const answers = await Promise.all([
        ...targets.map((id) => client('PUT', path(id), { json: { target_url: { group_id: to, timeout: 3 } } })),
        ...targets.map(() => client('POST', `/api/groups/${to}/target/urls`, { json: { target_url } })),
        ...targets.slice(1).map((id) => client('DELETE', path(id))),
        client('DELETE', `/api/groups/${to}`),
        client('PUT', '/api/users', { json: { user: { password: 'another one' } } }),
        api.ask('POST', '/api/users/login', { json: { user: account.credentials } }),
        client('POST', '/api/groups', { json: { group: { name: 'x' } } }),
        ...(round % 2 ? [client('DELETE', '/api/users')] : []),
      ]);
      for (const { status } of answers) statuses.add(status);
      if (round % 2 === 0) await client('DELETE', '/api/users');
    }
    expect([...statuses].filter((status) => ![200, 201, 204, 401, 404, 422].includes(status))).toEqual([]);
    expect(await api.database.query('SELECT 1 FROM targets')).toEqual([]);
    expect(await api.database.query('SELECT 1 FROM standings')).toEqual([]);
  } finally {
    await api.close();
  }
});
