import type { Call } from './call.ts';
import { queryError } from './errors.ts';
import type { Literal } from './odata/expression.ts';
import { parseQueryOptions } from './odata/query-options.ts';
import type { Token } from './odata/tokens.ts';
import { tokensOf } from './odata/tokens.ts';

/** The value of a function parameter, inline or by alias. */
export function functionParameter(call: Call, parameters: string, name: string): Literal {
  const tokens = tokensOf(parameters);
  const at = tokens.findIndex((token) => token.kind === 'word' && token.text === name);
  const [equals, value] = at < 0 ? [] : tokens.slice(at + 1, at + 3);
  if (equals?.text !== '=' || value === undefined) {
    throw queryError(`The function parameter '${name}' is missing from the request URI.`);
  }
  return value.kind === 'alias' ? aliased(call, value.text) : literalIn(value);
}

function aliased(call: Call, alias: string): Literal {
  const text = parseQueryOptions(call.query).aliases.get(alias);
  if (text === undefined) throw queryError(`The parameter alias '${alias}' has no value.`);
  return literalIn(tokensOf(text)[0]);
}

function literalIn(token: Token | undefined): Literal {
  if (token?.kind === 'literal') return token.literal;
  throw queryError(`'${token?.text ?? ''}' is no value for a function parameter.`);
}
