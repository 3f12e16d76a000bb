/** The kinds of monitors, as clients know them. */
import { probes } from '../../monitoring/probes/index.js';
import type { Probe } from '../../monitoring/probes/probe.js';
import { pascal } from '../../platform/words.js';

/** A kind: its params' wrapper, its word in paths, the params that only it has, and its routes' operations. */
export type Kind = {
  type: string;
  collection: string;
  settings: readonly string[];
  create: string;
  update: string;
  remove: string;
};

export function kindOf({ type, collection, settings }: Probe): Kind {
  const name = pascal(type);
  return {
    type,
    collection,
    settings: Object.keys(settings.shape),
    create: `create${name}`,
    update: `update${name}`,
    remove: `delete${name}`,
  };
}

export const kinds: readonly Kind[] = probes.map(kindOf);
