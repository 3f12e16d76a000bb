import { z } from 'zod';

/** The members of a schema that is an object, whatever is piped behind it; undefined for any other. */
export function shapeOf(schema: z.core.$ZodType): z.core.$ZodShape | undefined {
  if (schema instanceof z.ZodObject) return schema.shape;
  if (schema instanceof z.ZodPipe) return shapeOf(schema.in);
  return undefined;
}
