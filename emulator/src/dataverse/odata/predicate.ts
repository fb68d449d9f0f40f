import type { Collate } from '../../store/collation.ts';
import { equalityKey } from '../../store/collation.ts';
import type { Value } from '../../store/contact-row.ts';
import { queryError } from '../errors.ts';
import type { Comparison, Expression, Literal } from './expression.ts';
import { textMatcher } from './text-pattern.ts';

/** True, false, or unknown if a null is involved, as in SQL. */
export type Predicate<Row> = (row: Row) => boolean | null;

export interface Operand<Row> {
  readonly kind: 'text' | 'number' | 'boolean' | 'guid' | 'date' | 'dateTime' | 'enum';
  readonly read: (row: Row) => Value;
}

export interface FilterModel<Row> {
  readonly collate: Collate;
  /** The property at a path; throws for an unknown one. */
  property(path: string): Operand<Row>;
  /** A column by its logical name, as `In` and the like use it. */
  column(logicalName: string): Operand<Row>;
}

export function predicateOf<Row>(expression: Expression, model: FilterModel<Row>): Predicate<Row> {
  switch (expression.type) {
    case 'and':
      return junction(
        expression.operands.map((operand) => predicateOf(operand, model)),
        false,
      );
    case 'or':
      return junction(
        expression.operands.map((operand) => predicateOf(operand, model)),
        true,
      );
    case 'not':
      return negation(predicateOf(expression.operand, model));
    case 'comparison':
      return comparison(
        model.property(expression.path),
        expression.operator,
        expression.literal,
        model.collate,
      );
    case 'text': {
      const { read } = textOperand(model.property(expression.path), expression.function);
      const matches = textMatcher(expression.function, expression.argument, model.collate);
      return (row) => {
        const value = read(row);
        return value === null ? null : matches(String(value));
      };
    }
    case 'membership':
      return membership(expression, model);
    default:
      return expression satisfies never;
  }
}

/** A false operand decides `and`, a true one decides `or`; otherwise an unknown operand makes the result unknown. */
function junction<Row>(operands: readonly Predicate<Row>[], decisive: boolean): Predicate<Row> {
  return (row) => {
    let unknown = false;
    for (const operand of operands) {
      const result = operand(row);
      if (result === decisive) return decisive;
      if (result === null) unknown = true;
    }
    return unknown ? null : !decisive;
  };
}

function negation<Row>(operand: Predicate<Row>): Predicate<Row> {
  return (row) => {
    const result = operand(row);
    return result === null ? null : !result;
  };
}

function comparison<Row>(
  operand: Operand<Row>,
  operator: Comparison,
  literal: Literal,
  collate: Collate,
): Predicate<Row> {
  if (literal.type === 'null') return nullComparison(operand, operator);
  const expected = comparable(operand, literalValue(operand, operator, literal), collate);
  return (row) => {
    const value = operand.read(row);
    if (value === null) return null;
    return holds(operator, comparable(operand, value, collate), expected);
  };
}

function nullComparison<Row>(operand: Operand<Row>, operator: Comparison): Predicate<Row> {
  if (operator === 'eq') return (row) => operand.read(row) === null;
  if (operator === 'ne') return (row) => operand.read(row) !== null;
  return () => null;
}

type Comparable = string | number | boolean;

function comparable<Row>(operand: Operand<Row>, value: Comparable, collate: Collate): Comparable {
  return operand.kind === 'text' && typeof value === 'string' ? equalityKey(collate, value) : value;
}

function holds(operator: Comparison, left: Comparable, right: Comparable): boolean {
  switch (operator) {
    case 'eq':
      return left === right;
    case 'ne':
      return left !== right;
    case 'gt':
      return left > right;
    case 'ge':
      return left >= right;
    case 'lt':
      return left < right;
    case 'le':
      return left <= right;
    default:
      return operator satisfies never;
  }
}

const literalKinds: Readonly<Record<string, Operand<unknown>['kind'] | undefined>> = {
  string: 'text',
  number: 'number',
  boolean: 'boolean',
  guid: 'guid',
  date: 'date',
  dateTime: 'dateTime',
  enum: 'enum',
};

function literalValue<Row>(operand: Operand<Row>, operator: Comparison, literal: Literal): Comparable {
  if (literal.type === 'null' || literal.type === 'list') throw incompatible(operand, operator, literal);
  if (literalKinds[literal.type] === operand.kind) return literal.value;
  if (operand.kind === 'dateTime' && literal.type === 'date') return `${literal.value}T00:00:00Z`;
  throw incompatible(operand, operator, literal);
}

const edmTypes: Readonly<Record<string, string>> = {
  text: 'Edm.String',
  string: 'Edm.String',
  number: 'Edm.Int32',
  boolean: 'Edm.Boolean',
  guid: 'Edm.Guid',
  date: 'Edm.Date',
  dateTime: 'Edm.DateTimeOffset',
  enum: 'Edm.Enum',
  list: 'Collection(Edm.String)',
};

const operatorKinds: Readonly<Record<Comparison, string>> = {
  eq: 'Equal',
  ne: 'NotEqual',
  gt: 'GreaterThan',
  ge: 'GreaterThanOrEqual',
  lt: 'LessThan',
  le: 'LessThanOrEqual',
};

function incompatible<Row>(operand: Operand<Row>, operator: Comparison, literal: Literal) {
  return queryError(
    `A binary operator with incompatible types was detected. Found operand types '${edmTypes[operand.kind]}' and '${edmTypes[literal.type]}' for operator kind '${operatorKinds[operator]}'.`,
  );
}

function textOperand<Row>(operand: Operand<Row>, name: string): Operand<Row> {
  if (operand.kind === 'text') return operand;
  throw queryError(
    `No function signature for the function with name '${name}' matches the specified arguments.`,
  );
}

function membership<Row>(
  expression: Extract<Expression, { type: 'membership' }>,
  model: FilterModel<Row>,
): Predicate<Row> {
  const operand = model.column(expression.column);
  const members = new Set(expression.values.map((value) => memberKey(operand, value, model.collate)));
  const severally = expression.function === 'ContainValues' || expression.function === 'DoesNotContainValues';
  const positive = expression.function === 'In' || expression.function === 'ContainValues';
  return (row) => {
    const value = operand.read(row);
    if (value === null) return null;
    const values = severally ? String(value).split(',') : [value];
    return values.some((each) => members.has(memberKey(operand, each, model.collate))) === positive;
  };
}

function memberKey<Row>(operand: Operand<Row>, value: Comparable, collate: Collate): string {
  return operand.kind === 'text' ? equalityKey(collate, String(value)) : String(value).toLowerCase();
}
