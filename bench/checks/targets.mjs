// What the bench's monitors watch, in a process of its own: HTTP and TCP on loopback, as cheap as can be. Prints its ports.
import { Buffer } from 'node:buffer';
import { createServer } from 'node:net';

const answer = Buffer.from(
  'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok',
);

const http = createServer((socket) => {
  socket.on('error', () => undefined).once('data', () => socket.end(answer));
});
const port = createServer((socket) => {
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
process.on('disconnect', () => process.exit(0));
