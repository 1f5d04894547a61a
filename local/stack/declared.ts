import { z } from 'zod';

/** A property that makes no difference on this machine. */
export const inert = z.unknown().optional();

/**
 * Reads what a template declares of a resource, and refuses what would change what it does and is not
 * known here.
 *
 * @throws Error of one line, which names the resource, the property and what is wrong with it
 */
export function readDeclared<T>(what: string, schema: z.ZodType<T>, properties: unknown): T {
  const parsed = schema.safeParse(properties);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) =>
    [...(path.length === 0 ? [] : [path.join('.')]), message].join(': '),
  );
  throw new Error(`the local stack cannot run ${what}: ${faults.join('; ')}`);
}
