import type { ErrorParams } from '@goodfunds/shared';
import type { Catalogue } from './catalogue.ts';
import { type PanelErrorCode, RESPONSIBLE } from './responsible.ts';
import { say } from './say.ts';

export type FailureWords = {
  title: string;
  next: string;
  /** Who has to act, as a sentence. */
  who: string;
};

/** The message for a failure; a general one for a code that only a newer service knows. */
export function failureWords(texts: Catalogue, code: PanelErrorCode, params: ErrorParams): FailureWords {
  const isKnown = Object.hasOwn(RESPONSIBLE, code);
  const words = texts.errors[isKnown ? code : 'OTHER'];
  return {
    title: say(words.title, params),
    next: say(words.next, params),
    who: texts.responsible[isKnown ? RESPONSIBLE[code] : 'GOODFUNDS'],
  };
}

/** The parameters with attributes by their labels, where these are known. */
export function withLabel(params: ErrorParams, labels: ReadonlyMap<string, string>): ErrorParams {
  const { attribute, attributes } = params;
  const name = (each: string) => labels.get(each) ?? each;
  return {
    ...params,
    ...(typeof attribute === 'string' && { attribute: name(attribute) }),
    ...(Array.isArray(attributes) && { attributes: attributes.map(name) }),
  };
}
