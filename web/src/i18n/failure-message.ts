import type { ErrorParams } from '@goodfunds/shared';
import type { Catalogue } from './catalogue.ts';
import type { Sentence } from './message.ts';
import { type PanelErrorCode, RESPONSIBLE } from './responsible.ts';

export type FailureMessage = {
  title: string;
  next: string;
  /** Who has to act, as a sentence. */
  who: string;
};

/** The message for a failure; a general one for a code that only a newer service knows. */
export function failureMessage(texts: Catalogue, code: PanelErrorCode, params: ErrorParams): FailureMessage {
  const isKnown = Object.hasOwn(RESPONSIBLE, code);
  const { title, next } = texts.errors[isKnown ? code : 'OTHER'];
  return {
    title: toText(title, params),
    next: toText(next, params),
    who: texts.responsible[isKnown ? RESPONSIBLE[code] : 'GOODFUNDS'],
  };
}

function toText(sentence: Sentence, params: ErrorParams): string {
  return typeof sentence === 'string' ? sentence : sentence(params);
}

/** Replaces attributes by their labels, where these are known. */
export function withLabel(params: ErrorParams, labels: ReadonlyMap<string, string>): ErrorParams {
  const { attribute, attributes } = params;
  const name = (each: string) => labels.get(each) ?? each;
  return {
    ...params,
    ...(typeof attribute === 'string' && { attribute: name(attribute) }),
    ...(Array.isArray(attributes) && { attributes: attributes.map(name) }),
  };
}
