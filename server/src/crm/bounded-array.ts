import { z } from 'zod';

/**
 * A list of a foreign answer with at most `maxElements`, which are counted first and then checked one by one. The first
 * one that is refused ends the check, so that a list of bad elements does not become a list of as many issues.
 */
export function boundedArray<Element>(element: z.ZodType<Element>, maxElements: number) {
  return z.unknown().transform((raw, { issues }): Element[] => {
    const refuse = (message: string, path: PropertyKey[] = []): never => {
      issues.push({ code: 'custom', message, path, input: undefined });
      return z.NEVER;
    };
    if (!Array.isArray(raw)) return refuse('is not a list');
    if (raw.length > maxElements) return refuse(`has more than ${maxElements} elements`);
    const elements: Element[] = [];
    for (const [index, value] of raw.entries()) {
      const parsed = element.safeParse(value);
      if (!parsed.success) {
        const [issue] = parsed.error.issues;
        return refuse(issue?.message ?? 'is refused', [index, ...(issue?.path ?? [])]);
      }
      elements.push(parsed.data);
    }
    return elements;
  });
}
