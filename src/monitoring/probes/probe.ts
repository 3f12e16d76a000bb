/** What every kind of monitor is: a probe. Contract §3 says when each kind is up. */
import type { z } from 'zod';
import type { Network } from '../network.js';
import type { Icmp } from '../icmp/icmp.js';

/** `reason.code` of a down event (contract §2, E). */
export type ReasonCode =
  | 'timeout'
  | 'dns_failure'
  | 'connection_refused'
  | 'connection_reset'
  | 'host_unreachable'
  | 'tls_error'
  | 'http_status'
  | 'too_many_redirects'
  | 'invalid_response'
  | 'not_allowed'
  | 'no_reply'
  | 'error';

/** Why a target is down: a code for programs, and a sentence with the facts for people. */
export type Reason = { code: ReasonCode; detail: string };

/**
 * What one attempt showed. `unchecked`: we could not look (our resolver is silent, no free socket, ICMP not permitted),
 * which says nothing about the target. `responseTime` is in milliseconds, with fractions.
 */
export type Outcome =
  { kind: 'up'; responseTime: number } | { kind: 'down'; reason: Reason } | { kind: 'unchecked'; why: string };

/** What a probe may use. */
export type ProbeTools = {
  network: Network;
  icmp: Icmp;
  /** Aborts when the attempt's time is over, or when its outcome is not wanted any more. */
  signal: AbortSignal;
  /** Seconds for the whole attempt: for sentences; `signal` is what ends it. */
  timeout: number;
  /** For `network.resolve`: set where an attempt before this one failed, so that names are asked for afresh. */
  freshFrom?: number | undefined;
};

/**
 * A kind of monitor. `attempt` never throws, changes nothing that it was given, and has closed every socket, timer and
 * listener of its own before it returns; after `signal` aborts it returns within milliseconds.
 */
export type Probe<Shape extends z.ZodRawShape = z.ZodRawShape> = {
  /** The reference's `[TARGET]`: `target_url`. */
  type: string;
  /** The reference's `[TARGETS]`: `urls`. */
  collection: string;
  /** For clients, in English: when it is up, and what its response time is. */
  about: string;
  /** The params that only this kind has; each is required on create. The same schema reads what is stored. */
  settings: z.ZodObject<Shape>;
  /** The host that would be connected to first, to be judged at creation: a name, or an address without brackets. */
  host(settings: z.output<z.ZodObject<Shape>>): string;
  attempt(settings: z.output<z.ZodObject<Shape>>, tools: ProbeTools): Promise<Outcome>;
};

/** Keeps the type of a probe's settings while it is written down. */
export function defineProbe<Shape extends z.ZodRawShape>(probe: Probe<Shape>): Probe<Shape> {
  return probe;
}
