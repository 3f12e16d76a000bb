// Preloaded into a service (`node --import`), and with it into its threads: the system's clock as a test sets it. What it is
// off by is text of the file that STEPPED_CLOCK_FILE names, in milliseconds; timers and performance.now() go on.
import { readFileSync } from 'node:fs';
import { env } from 'node:process';
import { setInterval } from 'node:timers';

const SystemDate = Date;
let offset = 0;

function read() {
  offset = Number(readFileSync(env.STEPPED_CLOCK_FILE, 'utf8'));
}

globalThis.Date = class extends SystemDate {
  constructor(...values) {
    if (values.length === 0) super(SystemDate.now() + offset);
    else super(...values);
  }
  static now() {
    return SystemDate.now() + offset;
  }
};
read();
setInterval(read, 20).unref();
