/** Server-sent events for pages that are open: that something changed, never what. Pages are read again for that. */
import { Router, type Request, type Response } from 'express';
import type { Limit } from '../../http/limits.js';
import { onlyGet } from '../../http/only.js';
import { Problem } from '../../http/problem.js';
import type { Transport } from '../../http/transport.js';
import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import { paths } from '../site/paths.js';
import type { Person } from '../site/sessions.js';
import { personReader } from '../site/visit.js';
import { liveStore } from './store.js';
import { openStreams, type Stream } from './streams.js';
import { createWatch, type Listener } from './watch.js';

/** Milliseconds between two signs of life; with each one the session is asked for again. */
const beat = 10_000;

export type LiveTools = {
  database: Database;
  clock: Clock;
  transportOf: (request: Request) => Transport;
  limit: Limit;
  /** Aborts when the server stops: streams would keep it from that. */
  stopping: AbortSignal;
};

export function liveRouter({ database, clock, transportOf, limit, stopping }: LiveTools): Router {
  const personOf = personReader({ database, clock });
  const watch = createWatch(liveStore(database, clock).signature);
  const open = openStreams(stopping);

  /** Tells a person what changes until the page is closed, the session ends, or the server stops. */
  function follow({ signIn }: Person, unwatch: () => void, request: Request, stream: Stream): void {
    let isAsking = false;
    const ask = async () => {
      // A question that is not answered in time is none that the database answers.
      if (isAsking) stream.tell('away');
      else {
        isAsking = true;
        try {
          const isStill = (await personOf(request))?.signIn.id === signIn.id;
          if (isStill) stream.tell('beat');
          else stream.end('ended');
        } catch {
          stream.tell('away');
        } finally {
          isAsking = false;
        }
      }
    };
    const timer = setInterval(() => void ask(), beat);
    stream.onEnd(() => {
      clearInterval(timer);
      unwatch();
    });
  }

  const router = Router({ caseSensitive: true });
  router.all(paths.live, onlyGet(paths.live), async (request: Request, response: Response) => {
    const { ssl, address } = transportOf(request);
    if (!ssl) throw new Problem('ssl_required');
    const person = await personOf(request);
    response.set(await limit.take(person ? `session ${person.signIn.id}` : `address ${address}`));
    if (!person || request.method === 'HEAD') {
      open(response).end('ended');
      return;
    }
    let tell: Listener = () => undefined;
    // Before the stream begins: who hears that it has may rely on it.
    const { isAway, end } = await watch.add(person.user.id, (news) => tell(news));
    const stream = open(response, person.signIn.id);
    tell = stream.tell;
    if (isAway) tell('away');
    follow(person, end, request, stream);
  });
  return router;
}
