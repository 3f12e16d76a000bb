/** Time zones: which there are, and how they are spelled (contract §6, Countries and zones). */
import { setImmediate as others } from 'node:timers/promises';
import { zoneNames } from './zoneNames.js';

/** A zone with its offset at some instant: `+01:00`. */
export type Zone = { name: string; utc_offset: string };

/** The zones that clients choose from: the runtime's, and UTC. */
export const listedZones: readonly string[] = [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC'])].sort();

const spellings = new Map([...listedZones, ...zoneNames].map((name) => [name.toLowerCase(), name]));

/** The IANA spelling of a zone or link that the runtime knows, whatever the case; undefined for anything else. */
export function zoneCalled(name: string): string | undefined {
  // ASCII alone: other letters have lower cases in it.
  const spelling = /^[\w+/-]+$/.test(name) ? spellings.get(name.toLowerCase()) : undefined;
  return spelling !== undefined && isKnownToRuntime(spelling) ? spelling : undefined;
}

function isKnownToRuntime(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const minute = 60_000;

/**
 * Lists the zones with their offsets at an instant. To ask for all of them takes a tenth of a second, so it is done once
 * for each minute, and other requests have their turn in between.
 */
export function zoneLister(): (at: number) => Promise<readonly Zone[]> {
  let last: { minute: number; zones: Promise<readonly Zone[]> } | undefined;
  return (at) => {
    const now = Math.floor(at / minute);
    if (last?.minute !== now) last = { minute: now, zones: zonesAt(now * minute) };
    return last.zones;
  };
}

async function zonesAt(at: number): Promise<readonly Zone[]> {
  const zones: Zone[] = [];
  for (const name of listedZones) {
    zones.push({ name, utc_offset: offsetAt(at, name) });
    if (zones.length % 10 === 0) await others();
  }
  return zones;
}

/** By Intl: Temporal's polyfill would look up the zone's whole history first. */
function offsetAt(at: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(at);
  const offset = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return /[+-]\d\d:\d\d/.exec(offset)?.[0] ?? '+00:00';
}
