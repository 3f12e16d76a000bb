/** A logger whose lines a test can read. */
import { Writable } from 'node:stream';
import { createLogger, type Logger } from '../../src/platform/logger.js';

/** `lines` grows as `log` is written to: one parsed line each. */
export function memoryLog(): { log: Logger; lines: Record<string, unknown>[] } {
  const lines: Record<string, unknown>[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(JSON.parse(chunk.toString()) as Record<string, unknown>);
      done();
    },
  });
  return { log: createLogger({ level: 'debug' }, sink), lines };
}
