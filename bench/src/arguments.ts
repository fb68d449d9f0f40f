import { parseArgs } from 'node:util';

export type Arguments = {
  /** Only these cases and clients, by id; all of them if empty. */
  readonly cases: readonly string[];
  readonly clients: readonly string[];
  /** How far the service grows, in contacts; several sizes in turn. */
  readonly growth: readonly number[];
  /** How many attributes the panel's search is typed in before, several sizes in turn. */
  readonly typing: readonly number[];
  /** The speed of all cases, as a part of their usual one: where the machine has other things to do, slower is fairer. */
  readonly speed: number;
  /** The file to keep the results in. */
  readonly out: string | null;
};

const IN_MINUTES = [1_000, 10_000];
const AS_LONG_AS_IT_TAKES = [1_000, 10_000, 100_000, 1_000_000];

const TABLE_WIDTHS = [100, 1_000];

/**
 * `--growth` alone measures growth up to a million and nothing else, `--growth=5000` so many; `--typing` measures
 * typing in the panel and nothing else. Throws with a sentence.
 */
export function readArguments(given: readonly string[]): Arguments {
  const isGrowth = given.some((argument) => argument.startsWith('--growth'));
  const { values } = parseArgs({
    args: given.map((argument) => (argument === '--growth' ? '--growth=' : argument)),
    options: {
      cases: { type: 'string' },
      clients: { type: 'string' },
      growth: { type: 'string' },
      typing: { type: 'boolean', default: false },
      speed: { type: 'string', default: '1' },
      out: { type: 'string' },
    },
  });
  const cases = list(values.cases);
  const clients = list(values.clients);
  const isPart = cases.length + clients.length > 0;
  const isAll = !isPart && !isGrowth && !values.typing;
  return {
    cases: isPart || isAll ? cases : ['none'],
    clients,
    growth: isGrowth ? sizes(list(values.growth)) : isAll ? IN_MINUTES : [],
    typing: values.typing || isAll ? TABLE_WIDTHS : [],
    speed: positive(values.speed),
    out: values.out ?? null,
  };
}

function list(text: string | undefined): string[] {
  return (text ?? '').split(',').filter((part) => part !== '');
}

function positive(given: string): number {
  const speed = Number(given);
  if (speed > 0) return speed;
  throw new Error(`--speed takes a number above 0, as in --speed=0.5, not ${given}`);
}

function sizes(given: readonly string[]): readonly number[] {
  if (given.length === 0) return AS_LONG_AS_IT_TAKES;
  const numbers = given.map(Number);
  if (numbers.every((number) => Number.isInteger(number) && number >= 10)) return numbers;
  throw new Error(
    `--growth takes numbers of contacts from 10 on, as in --growth=1000,5000, not ${given.join(',')}`,
  );
}
