import { type AST, RegExpParser } from '@eslint-community/regexpp';
import { getConsumedChars } from 'regexp-ast-analysis';
import { analyse } from 'scslre';

/**
 * An Oxlint plugin. `linear/regexp` reports a regular expression whose time can grow faster than the text, because
 * foreign text could then stop the service.
 *
 * @see https://oxc.rs/docs/guide/usage/linter/js-plugins.html
 */
// oxlint-disable-next-line import/no-default-export -- Oxlint reads the default export.
export default { meta: { name: 'linear' }, rules: { regexp: { create } } };

type Context = { report: (problem: { node: object; message: string }) => void };
type LiteralNode = { regex?: { pattern: string; flags: string } };
type CallNode = { callee: { name?: string }; arguments: { value?: unknown }[] };

function create({ report }: Context) {
  const check = (node: object, source: string, flags: string): void => {
    const text = attackText(source, flags);
    if (text === null) return;
    const message = `A text of many ${JSON.stringify(text)} makes this expression slower than linear. Anchor it, exclude the next character, or search without an expression.`;
    report({ node, message });
  };
  const checkCall = (node: CallNode): void => {
    const [source, flags] = node.arguments.map(({ value }) => value);
    if (node.callee.name !== 'RegExp' || typeof source !== 'string') return;
    check(node, source, typeof flags === 'string' ? flags : '');
  };
  return {
    Literal: (node: LiteralNode) => {
      if (node.regex) check(node, node.regex.pattern, node.regex.flags);
    },
    NewExpression: checkCall,
    CallExpression: checkCall,
  };
}

/** What has to be repeated for a time that is not linear; null if it always is. */
export function attackText(source: string, flags: string): string | null {
  const literal = new RegExpParser().parseLiteral(`/${source}/${flags}`);
  const tails = literal.pattern.alternatives.flatMap(({ elements }) => [
    ...restarts(elements, literal.flags),
  ]);
  for (const { prefix, tail } of [{ prefix: '', tail: source }, ...tails]) {
    const [report] = analyse({ source: tail, flags }).reports;
    if (report) return `${prefix}${report.character.pick}`;
  }
  return null;
}

type Restart = { prefix: string; tail: string };

/**
 * Where an unbounded repetition also accepts everything before it, as in `/key=[\w=]+;/`: each `key=` in the text starts
 * another attempt that runs to the end. The analysis sees that in the tail without the prefix.
 */
function* restarts(
  elements: readonly AST.Element[],
  flags: AST.Flags,
  before: readonly AST.Element[] = [],
): Generator<Restart> {
  const [element, ...rest] = elements;
  if (!element || flags.sticky) return;
  if (element.type === 'Assertion' && element.kind === 'start' && !flags.multiline) return;
  if (element.type === 'Group' || element.type === 'CapturingGroup') {
    for (const alternative of element.alternatives) {
      yield* restarts([...alternative.elements, ...rest], flags, before);
    }
    return;
  }
  if (element.type === 'Quantifier' && element.max === Number.POSITIVE_INFINITY) {
    const accepted = getConsumedChars(element, flags).chars;
    if (before.every((each) => accepted.isSupersetOf(getConsumedChars(each, flags).chars))) {
      const assertions = before.filter(({ type }) => type === 'Assertion');
      yield { prefix: rawOf(before), tail: rawOf([...assertions, ...elements]) };
    }
  }
  yield* restarts(rest, flags, [...before, element]);
}

function rawOf(elements: readonly AST.Element[]): string {
  return elements.map(({ raw }) => raw).join('');
}
