import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { listen } from '../../src/platform/listen.js';

test('an expectation that nobody knows is no reason to refuse a request', async () => {
  const server = await listen({
    handler: (_, answer) => void answer.end('ok'),
    onClientError: (_, socket) => void socket.destroy(),
    ...{ host: '127.0.0.1', port: 0, certificate: undefined },
  });
  onTestFinished(() => server.close(1000));
  const asked = request(server.url, { headers: { Expect: '200-ok' } });
  asked.end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  expect(answer.statusCode).toBe(200);
  answer.resume();
});
