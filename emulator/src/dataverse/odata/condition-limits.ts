import { DataverseError } from '../errors.ts';
import type { Expression } from './expression.ts';

const perQuery = 500;
const perGroup = 300;
/** Observed, not documented; the code of the refusal is unverified. */
const longestMember = 850;

/**
 * Throws if a query exceeds the limits of the query engine.
 *
 * @see https://learn.microsoft.com/power-apps/developer/data-platform/reference/web-service-error-codes
 */
export function assertConditionLimits(expression: Expression): void {
  if (countOf(expression) > perQuery) {
    throw new DataverseError(
      400,
      '0x8004430C',
      `Number of conditions in query exceeded maximum limit of ${perQuery}.`,
    );
  }
  assertGroups(expression);
}

function countOf(expression: Expression): number {
  switch (expression.type) {
    case 'and':
    case 'or':
      return expression.operands.reduce((sum, operand) => sum + countOf(operand), 0);
    case 'not':
      return countOf(expression.operand);
    default:
      return 1;
  }
}

function assertGroups(expression: Expression): void {
  switch (expression.type) {
    case 'and':
    case 'or':
      if (conditionsOf(expression.operands) > perGroup) throw tooManyInGroup();
      for (const operand of expression.operands) assertGroups(operand);
      return;
    case 'not':
      return assertGroups(expression.operand);
    case 'membership':
      return assertMembers(expression.values);
    default:
      return;
  }
}

/** Counts the conditions of a group; nested groups count separately. */
function conditionsOf(operands: readonly Expression[]): number {
  return operands.filter((operand) => operand.type !== 'and' && operand.type !== 'or').length;
}

function tooManyInGroup() {
  return new DataverseError(
    400,
    '0x80044183',
    `The query exceeded the hard limit of conditions in a single filter (${perGroup}).`,
  );
}

function assertMembers(values: readonly (string | number)[]): void {
  if (!values.some((value) => String(value).length > longestMember)) return;
  throw new DataverseError(
    400,
    '0x80040203',
    `A value of the In operator is longer than ${longestMember} characters.`,
  );
}
