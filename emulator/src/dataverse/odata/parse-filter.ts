import { notEmulated, queryError } from '../errors.ts';
import type { Comparison, Expression, Literal, MembershipFunction, TextFunction } from './expression.ts';
import type { Token } from './tokens.ts';
import { syntaxError, tokensOf } from './tokens.ts';

/**
 * Parses the operators and functions that Dataverse offers; `aliases` are the `@name` options, decoded.
 *
 * @see https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query/filter-rows
 */
export function parseFilter(text: string, aliases: ReadonlyMap<string, string>): Expression {
  const parser = new FilterParser(text, aliases);
  return parser.parse();
}

const comparisons: ReadonlySet<string> = new Set(['eq', 'ne', 'gt', 'ge', 'lt', 'le']);
const textFunctions: ReadonlySet<string> = new Set(['contains', 'startswith', 'endswith']);
const memberships: ReadonlySet<string> = new Set(['In', 'NotIn', 'ContainValues', 'DoesNotContainValues']);
const functionPrefix = 'Microsoft.Dynamics.CRM.';
const deepestNesting = 100;

class FilterParser {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  readonly #aliases: ReadonlyMap<string, string>;
  #next = 0;
  #depth = 0;

  constructor(text: string, aliases: ReadonlyMap<string, string>) {
    this.#text = text;
    this.#tokens = tokensOf(text);
    this.#aliases = aliases;
  }

  parse(): Expression {
    const expression = this.#disjunction();
    if (this.#next < this.#tokens.length) throw this.#unexpected();
    return expression;
  }

  #disjunction(): Expression {
    return this.#chain('or', () => this.#chain('and', () => this.#negation()));
  }

  #chain(type: 'and' | 'or', operand: () => Expression): Expression {
    const first = operand();
    const operands = [first];
    while (this.#takeWord(type)) operands.push(operand());
    return operands.length === 1 ? first : { type, operands };
  }

  #negation(): Expression {
    if (this.#takeWord('not')) return { type: 'not', operand: this.#nested(() => this.#negation()) };
    if (!this.#takePunctuation('(')) return this.#condition();
    const inner = this.#nested(() => this.#disjunction());
    this.#expect(')');
    return inner;
  }

  #nested(parse: () => Expression): Expression {
    this.#depth += 1;
    if (this.#depth > deepestNesting) throw queryError('The recursion limit has been exceeded.');
    const expression = parse();
    this.#depth -= 1;
    return expression;
  }

  #condition(): Expression {
    const word = this.#word();
    if (this.#takePunctuation('(')) return this.#call(word);
    const operator = this.#word();
    if (!isComparison(operator)) throw this.#unexpected(-1);
    return { type: 'comparison', path: word, operator, literal: this.#literal() };
  }

  #call(name: string): Expression {
    if (isTextFunction(name)) return this.#textCall(name);
    const bare = name.startsWith(functionPrefix) ? name.slice(functionPrefix.length) : '';
    if (isMembership(bare)) return this.#membershipCall(bare);
    if (bare !== '') throw notEmulated(`the query function ${name}`);
    throw queryError(
      `An unknown function with name '${name}' was found. This may also be a function import or a key lookup on a navigation property, which is not allowed.`,
    );
  }

  #textCall(name: TextFunction): Expression {
    const path = this.#word();
    this.#expect(',');
    const literal = this.#literal();
    this.#expect(')');
    if (literal.type !== 'string') {
      throw queryError(
        `No function signature for the function with name '${name}' matches the specified arguments.`,
      );
    }
    return { type: 'text', path, function: name, argument: literal.value };
  }

  #membershipCall(name: MembershipFunction): Expression {
    const named = new Map<string, Literal>();
    do {
      const parameter = this.#word();
      this.#expect('=');
      named.set(parameter, this.#literal());
    } while (this.#takePunctuation(','));
    this.#expect(')');
    const column = named.get('PropertyName');
    const values = named.get('PropertyValues');
    if (column?.type !== 'string' || values?.type !== 'list') {
      throw queryError(`The parameters of the function ${functionPrefix}${name} do not match its signature.`);
    }
    return { type: 'membership', function: name, column: column.value, values: values.value };
  }

  #literal(): Literal {
    const token = this.#take();
    if (token?.kind === 'literal') return token.literal;
    if (token?.kind === 'alias') return this.#alias(token.text);
    if (token?.kind === 'word') throw notEmulated('comparisons of two columns');
    throw this.#unexpected(-1);
  }

  #alias(name: string): Literal {
    const [token, ...more] = tokensOf(this.#aliases.get(name) ?? 'null');
    if (token?.kind !== 'literal' || more.length > 0) {
      throw queryError(`The value of the parameter alias '${name}' is not a literal.`);
    }
    return token.literal;
  }

  #word(): string {
    const token = this.#take();
    if (token?.kind !== 'word') throw this.#unexpected(-1);
    return token.text;
  }

  #takeWord(text: string): boolean {
    const token = this.#tokens[this.#next];
    if (token?.kind !== 'word' || token.text !== text) return false;
    this.#next += 1;
    return true;
  }

  #takePunctuation(text: string): boolean {
    const token = this.#tokens[this.#next];
    if (token?.kind !== 'punctuation' || token.text !== text) return false;
    this.#next += 1;
    return true;
  }

  #expect(text: string): void {
    if (!this.#takePunctuation(text)) throw this.#unexpected();
  }

  #take(): Token | undefined {
    const token = this.#tokens[this.#next];
    this.#next += 1;
    return token;
  }

  #unexpected(offset = 0) {
    const token = this.#tokens[this.#next + offset];
    return syntaxError(this.#text, token?.at ?? this.#text.length);
  }
}

function isComparison(text: string): text is Comparison {
  return comparisons.has(text);
}

function isTextFunction(text: string): text is TextFunction {
  return textFunctions.has(text);
}

function isMembership(text: string): text is MembershipFunction {
  return memberships.has(text);
}
