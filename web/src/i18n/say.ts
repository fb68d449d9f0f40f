import type { ErrorParams } from '@goodfunds/shared';
import type { Sentence } from './words.ts';

export function say(sentence: Sentence, params: ErrorParams): string {
  return typeof sentence === 'string' ? sentence : sentence(params);
}
