/** How far a long command is, on standard error: a bar on a terminal, else a line for each tenth. */
import { cursorTo } from 'node:readline';

const width = 30;
/** Milliseconds between two pictures of the bar. */
const pause = 200;

/** @param elapsed milliseconds since some beginning */
export function progressBar(stream: NodeJS.WriteStream, elapsed: () => number) {
  const began = elapsed();
  let shown = -Infinity;
  let tenth = 0;
  return (checks: number, share: number): void => {
    const seconds = (elapsed() - began) / 1000;
    const left = Math.ceil(seconds / share - seconds);
    const text = `${Math.floor(share * 100)} %, ${Math.round(checks / seconds).toLocaleString('en')} checks/s, ${left} s left`;
    if (!stream.isTTY) {
      if (Math.floor(share * 10) > tenth) stream.write(`${text}\n`);
      tenth = Math.floor(share * 10);
      return;
    }
    if (share < 1 && elapsed() - shown < pause) return;
    shown = elapsed();
    const done = Math.round(share * width);
    cursorTo(stream, 0);
    stream.write(`[${'='.repeat(done)}${' '.repeat(width - done)}] ${text.padEnd(45)}${share >= 1 ? '\n' : ''}`);
  };
}
