// The same connect, request or echo as a check's, in a plain loop with nothing else: `node bare.mjs KIND COUNT AT_ONCE PORT`.
// Prints the milliseconds of CPU that each took.
import { get } from 'node:http';
import { connect } from 'node:net';

const [kind, ...numbers] = process.argv.slice(2);
const [count, atOnce, port] = numbers.map(Number);

const probes = {
  url: () =>
    new Promise((resolve, reject) => {
      get({ host: '127.0.0.1', port, path: '/', agent: false }, (answer) => answer.resume().on('end', resolve)).on(
        'error',
        reject,
      );
    }),
  port: () =>
    new Promise((resolve, reject) => {
      const socket = connect({ host: '127.0.0.1', port }, () => socket.destroy())
        .on('close', resolve)
        .on('error', reject);
    }),
  ping: await echo(),
};

async function echo() {
  if (kind !== 'ping') return undefined;
  const { default: netPing } = await import('net-ping');
  const session = netPing.createSession({ retries: 0, timeout: 5000, packetSize: 64 });
  return (n) =>
    new Promise((resolve, reject) => {
      session.pingHost(`127.0.${1 + (n % 200)}.${1 + (Math.floor(n / 200) % 200)}`, (error) =>
        error ? reject(error) : resolve(),
      );
    });
}

let begun = 0;
const before = process.cpuUsage();
async function loop() {
  while (begun < count) await probes[kind]((begun += 1));
}
await Promise.all(Array.from({ length: atOnce }, loop));
const { user, system } = process.cpuUsage(before);
console.log((user + system) / 1000 / count);
process.exit(0);
