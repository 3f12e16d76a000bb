/** What the answers about a name's two families mean. Pure: nothing is asked here. */
import { down, unchecked, type Failure } from './failure.js';

export type Found = { kind: 'found'; addresses: readonly string[] };

export type Family = 4 | 6;

/** One family's answer: its addresses and for how many seconds they hold, or the code with which it failed. */
export type Answer = { addresses: readonly string[]; ttl: number } | { code: string };

export type Answers = Partial<Record<Family, Answer>>;

export const said = {
  noSuchName: 'ENOTFOUND',
  noData: 'ENODATA',
  failed: 'ESERVFAIL',
  badName: 'EBADNAME',
  silence: 'ETIMEOUT',
};

/**
 * What is known so far. `full`: both families have answered, and the result may be kept for `ttl` seconds. `half`: the
 * other family's answer may still add to the result, or contradict it where the one denied the name (`denied`).
 */
export type Known =
  | { kind: 'full'; result: Found | Failure; ttl: number }
  | { kind: 'half'; result: Found | Failure; denied: boolean }
  | { kind: 'nothing' };

export function known(name: string, answers: Answers): Known {
  const both = [answers[6], answers[4]].filter((answer) => answer !== undefined);
  const addresses = both.flatMap((answer) => ('addresses' in answer ? answer.addresses : []));
  const codes = both.flatMap((answer) => ('code' in answer ? [answer.code] : [])).reverse();
  const isFull = both.length === 2;
  if (addresses.length > 0) {
    const result = found(addresses);
    return isFull ? { kind: 'full', result, ttl: ttlOf(both, codes) } : { kind: 'half', result, denied: false };
  }
  const result = failureOf(name, codes);
  if (isFull) return { kind: 'full', result, ttl: 0 };
  // Some servers deny a name for the one family and know it for the other.
  return codes.includes(said.noSuchName) ? { kind: 'half', result, denied: true } : { kind: 'nothing' };
}

export function found(addresses: readonly string[]): Found {
  return { kind: 'found', addresses: [...new Set(addresses)] };
}

// Half of a name's addresses, because the other family's question failed for now, is not to be kept.
function ttlOf(answers: readonly Answer[], codes: readonly string[]): number {
  if (codes.some((code) => code !== said.noData && code !== said.noSuchName)) return 0;
  return Math.min(...answers.flatMap((answer) => ('ttl' in answer ? [answer.ttl] : [])));
}

// What DNS answered about the name is the target's; a server that is silent, refuses or can not be reached is ours.
function failureOf(name: string, codes: readonly string[]): Failure {
  if (codes.includes(said.noSuchName) || codes.includes(said.badName)) {
    return down('dns_failure', `no such name: ${name}`);
  }
  const ours = codes.find((code) => code !== said.noData && code !== said.failed);
  if (ours !== undefined) return unchecked(`the name server could not be asked for ${name}: ${ours}`);
  if (codes.includes(said.failed)) return down('dns_failure', `the name servers of ${name} fail (SERVFAIL)`);
  return down('dns_failure', `no address for ${name}`);
}
