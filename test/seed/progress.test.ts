import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { progressBar } from '../../src/seed/progress.js';

/** What is written to a stream in ten steps of a second each. */
function written(isTTY: boolean, steps = 10): string {
  let text = '';
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString();
      done();
    },
  });
  let elapsed = 5000;
  const show = progressBar(Object.assign(sink, { isTTY }) as unknown as NodeJS.WriteStream, () => elapsed);
  for (let step = 1; step <= steps; step += 1) {
    elapsed += 10_000 / steps;
    show(step * (1_000_000 / steps), step / steps);
  }
  return text;
}

test('on a terminal it is a bar that is drawn over itself, at most five times a second, and ended with its line', () => {
  const pictures = written(true).split('\u001b[1G').slice(1);
  expect(pictures).toHaveLength(10);
  expect(pictures[4]).toBe(`[${'='.repeat(15)}${' '.repeat(15)}] ${'50 %, 100,000 checks/s, 5 s left'.padEnd(45)}`);
  expect(pictures.map((picture) => picture.endsWith('\n'))).toEqual([...Array<boolean>(9).fill(false), true]);
  expect(written(true, 1000).split('\u001b[1G').length).toBeLessThan(53);
});

test('elsewhere it is a line for each tenth', () => {
  const lines = written(false, 1000).split('\n');
  expect(lines).toHaveLength(11);
  expect(lines[2]).toBe('30 %, 100,000 checks/s, 7 s left');
  expect(lines[10]).toBe('');
});
