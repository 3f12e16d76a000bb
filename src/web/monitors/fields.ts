/** What the forms of a kind ask for: read from the schema of the API's own route, limits and defaults included. */
import { z } from 'zod';
import type { Kind } from '../../api/targets/kinds.js';
import { shapeOf } from '../../http/params/shape.js';
import type { Route } from '../../http/route.js';

/** A param of a kind. Numbers are whole. */
export type MonitorField = {
  /** Within the kind's wrapper: `port_number`. */
  name: string;
  isNumber: boolean;
  minimum?: number | undefined;
  maximum?: number | undefined;
  /** What it is where nothing is given on creation. */
  initial: string;
  /** A value that would do. */
  example?: string | undefined;
};

const meta = z.object({
  type: z.string().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  default: z.number().optional(),
  examples: z.array(z.string()).optional(),
});

/** Name, the kind's own settings and the rest, in this order; not the group. @throws Error where there is no such route */
export function fieldsOf({ type, settings, create }: Kind, routes: readonly Route[]): MonitorField[] {
  const route = routes.find(({ operation }) => operation === create);
  const wrapper = route && shapeOf(route.params)?.[type];
  const members = wrapper && shapeOf(wrapper);
  if (!members) throw new Error(`There is no route that creates a ${type}.`);
  return ['name', ...settings, 'seconds_between_checks', 'timeout', 'retries_per_check'].map((name) => {
    const member = members[name];
    const about = meta.parse((member && z.globalRegistry.get(member)) ?? {});
    return {
      name,
      isNumber: about.type === 'integer',
      minimum: about.minimum,
      maximum: about.maximum,
      initial: about.default === undefined ? '' : String(about.default),
      example: about.examples?.[0],
    };
  });
}
