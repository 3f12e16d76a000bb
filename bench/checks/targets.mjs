// What the bench's monitors watch, in a process of its own: HTTP and TCP on loopback, as cheap as can be. Sends its ports,
// and to whoever sends 'seen' how many connections each has taken.
import { Buffer } from 'node:buffer';
import { createServer } from 'node:net';

const answer = Buffer.from(
  'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok',
);

const seen = { url: 0, port: 0 };
const http = createServer((socket) => {
  seen.url += 1;
  socket.on('error', () => undefined).once('data', () => socket.end(answer));
});
const port = createServer((socket) => {
  seen.port += 1;
  socket
    .on('error', () => undefined)
    .on('data', () => undefined)
    .on('end', () => socket.end());
});

const listen = (server) =>
  new Promise((resolve) =>
    server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => resolve(server.address().port)),
  );

process.send({ url: await listen(http), port: await listen(port) });
process.on('message', () => process.send(seen));
process.on('disconnect', () => process.exit(0));
