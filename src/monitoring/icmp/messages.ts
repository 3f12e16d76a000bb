/** What the monitoring thread and the ICMP agent tell each other, many at a time. */

/** An echo to send: `id` is the asker's own, `timeout` in milliseconds. */
export type EchoRequest = { id: number; address: string; timeout: number };

export type ToAgent = { echoes: EchoRequest[]; cancelled: number[] };

/** `responseTime` in milliseconds, with fractions. */
export type EchoAnswer =
  | { id: number; kind: 'reply'; responseTime: number }
  | { id: number; kind: 'unreachable' | 'expired'; by: string }
  | { id: number; kind: 'silent' }
  | { id: number; kind: 'failed'; why: string };

/** `ready` comes first, with the reason for each family that has no raw socket; `sent` names echoes that are under way. */
export type FromAgent =
  | { kind: 'ready'; unavailable: { 4?: string; 6?: string } }
  | { kind: 'answers'; sent: number[]; answers: EchoAnswer[] };
