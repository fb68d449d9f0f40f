import type { ErrorParams } from '@goodfunds/shared';
import type { Catalogue } from './catalogue.ts';
import { type PanelErrorCode, RESPONSIBLE } from './responsible.ts';
import { say } from './words.ts';

export type FailureWords = {
  title: string;
  next: string;
  /** Who has to act, as a sentence. */
  who: string;
};

/** What a person is told about a failure: what happened, what to do next, and who has to do it. */
export function failureWords(texts: Catalogue, code: PanelErrorCode, params: ErrorParams): FailureWords {
  const words = texts.errors[code];
  return {
    title: say(words.title, params),
    next: say(words.next, params),
    who: texts.responsible[RESPONSIBLE[code]],
  };
}

/** The parameters with the attribute by its label, where that is known. */
export function withLabel(params: ErrorParams, labels: ReadonlyMap<string, string>): ErrorParams {
  const { attribute } = params;
  const label = typeof attribute === 'string' ? labels.get(attribute) : undefined;
  return label === undefined ? params : { ...params, attribute: label };
}
