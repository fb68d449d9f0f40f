import { parseArgs } from 'node:util';

export type Arguments = {
  /** Ids of cases and clients to run; all if empty. */
  readonly cases: readonly string[];
  readonly clients: readonly string[];
  /** Numbers of contacts for the growth benchmark. */
  readonly growth: readonly number[];
  /** Numbers of attributes for the typing benchmark. */
  readonly typing: readonly number[];
  /** Whether to measure the delays of the service's event loop. */
  readonly delays: boolean;
  /** Whether to measure pushes beside hostile CRMs. */
  readonly hostile: boolean;
  /** Factor on the speed of all cases. A busy machine needs a lower one. */
  readonly speed: number;
  /** The file to write the results to. */
  readonly out: string | null;
};

const DEFAULT_GROWTH = [1_000, 10_000];
const FULL_GROWTH = [1_000, 10_000, 100_000, 1_000_000];

const TABLE_WIDTHS = [100, 1_000];

/**
 * `--growth` measures only growth, up to a million contacts or to the given numbers; `--typing` only typing in the
 * panel, `--delays` only the delays of the event loop, `--hostile` only pushes beside hostile CRMs. Throws an error that names the invalid argument.
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
      delays: { type: 'boolean', default: false },
      hostile: { type: 'boolean', default: false },
      speed: { type: 'string', default: '1' },
      out: { type: 'string' },
    },
  });
  const cases = list(values.cases);
  const clients = list(values.clients);
  const isPart = cases.length + clients.length > 0;
  const isAll = !isPart && !isGrowth && !values.typing && !values.delays && !values.hostile;
  return {
    cases: isPart || isAll ? cases : ['none'],
    clients,
    growth: isGrowth ? sizes(list(values.growth)) : isAll ? DEFAULT_GROWTH : [],
    typing: values.typing || isAll ? TABLE_WIDTHS : [],
    delays: values.delays || isAll,
    hostile: values.hostile || isAll,
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
  if (given.length === 0) return FULL_GROWTH;
  const numbers = given.map(Number);
  if (numbers.every((number) => Number.isInteger(number) && number >= 10)) return numbers;
  throw new Error(
    `--growth takes numbers of contacts from 10 on, as in --growth=1000,5000, not ${given.join(',')}`,
  );
}
