/** Hears from the database that monitors were made, changed or deleted, by whichever process. */
import pg from 'pg';
import type { Logger } from '../platform/logger.js';

/** What stores of clients' resources notify: `pg_notify('targets_changed', '')`. */
const channel = 'targets_changed';

/** A connection that only listens learns of its end by keepalive alone. In milliseconds. */
const patience = { keepAlive: true, keepAliveInitialDelayMillis: 10_000, connectionTimeoutMillis: 5000 };

/** Milliseconds between two tries to listen again. */
const retryAfter = 1000;

/**
 * Calls `onChange` at each notification, and once after each connection, since changes before it went unheard. The
 * scheduler's beat finds due checks without it, only up to a second later.
 */
export function listenForChanges({ url, log, onChange }: { url: string; log: Logger; onChange(): void }): {
  close(): Promise<void>;
} {
  let closed = false;
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;

  function retry(): void {
    if (closed || timer) return;
    timer = setTimeout(() => {
      timer = undefined;
      void listen();
    }, retryAfter);
  }

  async function listen(): Promise<void> {
    const current = new pg.Client({ connectionString: url, application_name: 'port-monitor listen', ...patience });
    client = current;
    current.on('error', (error) => {
      log.debug({ err: error }, 'lost the connection that listens for changes');
    });
    current.on('end', retry);
    current.on('notification', onChange);
    try {
      await current.connect();
      await current.query(`LISTEN ${channel}`);
      onChange();
    } catch {
      await current.end().catch(() => undefined);
      retry();
    }
  }

  void listen();
  return {
    async close() {
      closed = true;
      clearTimeout(timer);
      await client?.end().catch(() => undefined);
    },
  };
}
