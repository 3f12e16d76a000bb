/** ICMP echoes by whatever this machine permits: raw sockets, else the system's `ping`, else nothing is known. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { unchecked } from '../network/failure.js';
import type { Outcome } from '../probes/probe.js';
import { canonical } from './packet.js';
import { pingByCommand } from './pingCommand.js';
import { openRawPing, type EchoLimit } from './rawPing.js';

export type Icmp = {
  /**
   * One echo request to `address` (a literal that the policy lets through) and its reply. Never rejects, and returns
   * soon after the signal aborts. `responseTime` is from sending to receiving.
   */
  echo(address: string, limit: EchoLimit): Promise<Outcome>;
  close(): void;
};

export type IcmpOptions = {
  log: { warn(message: string): void; error(message: string): void };
  /** The compiled `agent.js`. */
  agentPath?: string | undefined;
  /** The user that the agent runs as, where that is not ours; for tests of what is not permitted. */
  agentUid?: number | undefined;
  /** The system's ping: a name on the usual path, or a file. */
  pingCommand?: string | undefined;
};

export function openIcmp({ log, agentPath = builtAgent(), agentUid, pingCommand = 'ping' }: IcmpOptions): Icmp {
  const raw = openRawPing({ agentPath, agentUid });
  const told = { fallback: false, nothing: false };
  return {
    async echo(literal, limit) {
      const address = canonical(literal);
      const byRaw = await raw.echo(address, limit);
      if (byRaw.kind !== 'unavailable') return byRaw;
      const byCommand = await pingByCommand(pingCommand, address, limit);
      if (byCommand.kind !== 'unavailable') {
        if (!told.fallback) log.warn(`pings use the system's ping, as raw sockets can not be used: ${byRaw.why}`);
        told.fallback = true;
        return byCommand;
      }
      const why = `raw sockets: ${byRaw.why}; ping: ${byCommand.why}`;
      if (!told.nothing) {
        log.error(`pings can not be sent, their monitors stay unknown until CAP_NET_RAW or ping is there: ${why}`);
      }
      told.nothing = true;
      return unchecked(`ICMP is not permitted here (${why})`);
    },
    close() {
      raw.close();
    },
  };
}

// Beside this file once it is compiled; where the source runs as it is (tests), in the build of it.
function builtAgent(): string {
  const beside = fileURLToPath(new URL('./agent.js', import.meta.url));
  return existsSync(beside) ? beside : beside.replace(/([/\\])src([/\\]monitoring[/\\]icmp[/\\])/, '$1dist$2');
}
