import type { core, ZodError } from 'zod';

/** The first thing that is wrong with an input: where it stands, dots between the steps, and what it should be. */
export function describeInputError(error: ZodError): { path: string; message: string } {
  const issue = innermost(error.issues, []);
  return issue ?? { path: '', message: 'is not valid' };
}

type Found = { path: string; message: string; depth: number };

/** Of a union, the alternative that came furthest is the one that was meant. */
function innermost(issues: readonly core.$ZodIssue[], prefix: readonly PropertyKey[]): Found | undefined {
  const [issue] = issues;
  if (!issue) return undefined;
  const path = [...prefix, ...issue.path];
  if (issue.code === 'invalid_union') {
    const alternatives = issue.errors.flatMap((alternative) => innermost(alternative, path) ?? []);
    const [best] = alternatives.sort((a, b) => b.depth - a.depth);
    if (best) return best;
  }
  return { path: path.map(String).join('.'), message: issue.message, depth: path.length };
}
