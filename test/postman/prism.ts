/** Prism as a proxy that judges traffic by the document: a tool of other people, which knows nothing of ours. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

export type Prism = { url: string; stop(): Promise<void> };

export type PrismOptions = {
  /** The file of the document. */
  document: string;
  /** Where requests go on to, and the certificate that it is trusted by. */
  upstream: string;
  certificateFile: string;
};

/** What it gives the answers that it passes on. */
export const prismHeaders = ['sl-violations', 'access-control-allow-headers', 'access-control-allow-credentials'];

const program = createRequire(import.meta.url).resolve('@stoplight/prism-cli');

/** Starts it with `--errors`: what does not fit the document is answered with an error, and in `sl-violations`. */
export async function startPrism({ document, upstream, certificateFile }: PrismOptions): Promise<Prism> {
  const args = ['proxy', document, upstream, '--errors', '--host', '127.0.0.1', '--port', '0'];
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...process.env, NODE_EXTRA_CA_CERTS: certificateFile },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const killIt = () => child.kill('SIGKILL');
  process.once('exit', killIt);
  const exited = once(child, 'exit') as Promise<[number | null]>;
  void exited.then(() => process.off('exit', killIt));
  const said: string[] = [];
  const url = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface(stream).on('line', (line) => {
        said.push(line);
        const address = /is listening on (\S+)/.exec(line)?.[1];
        if (address) resolve(address);
      });
    }
    void exited.then(([code]) => reject(new Error(`Prism exited with ${code}:\n${said.join('\n')}`)));
  });
  return {
    url,
    stop: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
