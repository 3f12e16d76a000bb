// What happens when things break, at length: `npm run bench:faults`, with `-- clock limits` for some of the files alone and
// `-- --short` for the form that the tests have. Runs the tests of faults (test/service/faults.*.test.ts) one after the
// other, prints a line for each with what was seen, and exits with 1 where something that must hold did not.
import { parseArgs } from 'node:util';
import { startVitest } from 'vitest/node';

const { values, positionals } = parseArgs({
  options: { short: { type: 'boolean', default: false } },
  allowPositionals: true,
});
if (!values.short) process.env.FAULTS = 'long';

const lines = {
  onTestCaseResult(test) {
    const { state, errors = [] } = test.result();
    const seconds = ((test.diagnostic()?.duration ?? 0) / 1000).toFixed(0).padStart(4);
    console.log(`${state === 'passed' ? 'held  ' : 'BROKEN'} ${seconds} s  ${test.name}`);
    for (const { message } of test.annotations()) console.log(`               ${message}`);
    for (const { message } of errors) console.log(`               ${message.replaceAll('\n', '\n               ')}`);
  },
  onTestRunEnd(modules, unhandled) {
    for (const { message } of [...modules.flatMap((module) => module.errors()), ...unhandled]) console.log(message);
  },
};

const files = positionals.length > 0 ? positionals.map((name) => `service/faults.${name}`) : ['service/faults.'];
const vitest = await startVitest('test', files, { reporters: [lines], fileParallelism: false, watch: false });
await vitest.close();
