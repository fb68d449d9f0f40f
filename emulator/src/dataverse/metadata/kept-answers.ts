import type { Environment } from '../../environment/environment.ts';
import type { ApiResponse } from '../../http/exchange.ts';
import type { Call } from '../call.ts';
import type { Column } from '../columns/column.ts';

/**
 * Caches metadata answers until the columns or the user's language change: they are long, requested often and rarely
 * change. A column object is immutable.
 */
export function keptAnswer(call: Call, question: string, work: () => ApiResponse): ApiResponse {
  const answers = answersOf(call.environment);
  const before = answers.get(question);
  if (before !== undefined) return before;
  const answer = work();
  if (answers.size < mostAnswers) answers.set(question, answer);
  return answer;
}

type Kept = {
  readonly columns: readonly Column[];
  readonly language: number;
  readonly answers: Map<string, ApiResponse>;
};

const kept = new WeakMap<Environment, Kept>();
const mostAnswers = 200;

function answersOf(environment: Environment): Map<string, ApiResponse> {
  const columns = environment.data.schema.columns();
  const language = environment.user.uiLanguage;
  const before = kept.get(environment);
  if (before !== undefined && before.language === language && areSame(before.columns, columns)) {
    return before.answers;
  }
  const answers = new Map<string, ApiResponse>();
  kept.set(environment, { columns, language, answers });
  return answers;
}

function areSame(some: readonly Column[], others: readonly Column[]): boolean {
  return some.length === others.length && some.every((column, index) => column === others[index]);
}
