/** The kinds of monitors there are: a new kind is a line here. */
import { customPort } from './customPort.js';
import { ping } from './ping.js';
import type { Probe } from './probe.js';
import { url } from './url.js';

export const probes: readonly Probe[] = [url, customPort, ping];

/** The probe of a `type` such as `target_url`. */
export function probeOf(type: string): Probe | undefined {
  return probes.find((probe) => probe.type === type);
}

/** The probe of a collection in a path, such as `urls`. */
export function probeIn(collection: string): Probe | undefined {
  return probes.find((probe) => probe.collection === collection);
}
