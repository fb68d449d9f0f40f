import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readArguments } from './arguments.ts';
import { allCases, isFaulty } from './cases/all-cases.ts';
import { type BenchContext, measureClient } from './cases/measure.ts';
import { batched } from './clients/batched.ts';
import { bulk } from './clients/bulk.ts';
import { oneByOne } from './clients/one-by-one.ts';
import { ours } from './clients/ours.ts';
import { measureDelays } from './delays/measure-delays.ts';
import { COSTS, LIMITS } from './emulator/costs.ts';
import { startRemoteEmulator } from './emulator/remote-emulator.ts';
import type { DelayFigures } from './figures/delays.ts';
import type { GrowthFigures } from './figures/growth.ts';
import { contactsPerSecond, type Measurement } from './figures/measurement.ts';
import type { Results } from './figures/results.ts';
import { quantile, type TypingFigures } from './figures/typing.ts';
import { GROWTH_FACTOR, measureGrowth } from './growth/measure-growth.ts';
import { measureHostile } from './hostile/measure-hostile.ts';
import { formatReport } from './output/report.ts';
import { measureTyping } from './panel/measure-typing.ts';
import { createSimulatedTime } from './time/simulated-time.ts';

const CLIENTS = [oneByOne, batched, bulk, ours];
/** Contacts of cases with writes, and of cases without. */
const WRITING = 4_000;
const FINDING = 40_000;
/** Every contact takes equally long one by one, so a few are enough. */
const ONE_BY_ONE = 60;

const wanted = readArguments(process.argv.slice(2));
const cases = allCases(WRITING, FINDING)
  .filter(({ id }) => isWanted(id, wanted.cases))
  .map((bench) => ({ ...bench, factor: bench.factor * wanted.speed }));
const clients = CLIENTS.filter(({ id }) => isWanted(id, wanted.clients));
await using emulator = await startRemoteEmulator();
const context: BenchContext = { emulator, time: createSimulatedTime(1) };
const results: Results = {
  measuredAt: new Date().toISOString(),
  machine: {
    node: process.version,
    cores: availableParallelism(),
    processor: cpus()[0]?.model ?? 'unknown',
  },
  costs: COSTS,
  limits: LIMITS,
  cases: cases.map((bench) => ({
    id: bench.id,
    title: bench.title,
    factor: bench.factor,
    faulty: isFaulty(bench),
  })),
  clients: clients.map(({ id, title, description }) => ({ id, title, description })),
  growthFactor: GROWTH_FACTOR,
  measurements: await measureCases(),
  growth: await measureAllGrowth(),
  typing: await measureAllTyping(),
  delays: await measureAllDelays(),
  hostile: wanted.hostile ? await measureHostile(context) : null,
};
console.log(`\n${formatReport(results)}`);
await keep(results);

function isWanted(id: string, ids: readonly string[]): boolean {
  return ids.length === 0 || ids.includes(id);
}

async function measureCases(): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  for (const client of cases.length === 0 ? [] : clients) {
    const limit = client === oneByOne ? ONE_BY_ONE : Number.POSITIVE_INFINITY;
    for await (const measurement of measureClient(client, cases, limit, context)) {
      console.log(
        `${client.title}, ${measurement.caseId}: ${contactsPerSecond(measurement).toFixed(1)} a second`,
      );
      measurements.push(measurement);
    }
  }
  return measurements;
}

async function measureAllGrowth(): Promise<GrowthFigures[]> {
  const growth: GrowthFigures[] = [];
  for (const contacts of wanted.growth) {
    const figures = await measureGrowth(contacts, context);
    console.log(
      `the whole service, ${contacts} contacts: ${(figures.durationMs / contacts).toFixed(2)} ms each`,
    );
    growth.push(figures);
  }
  return growth;
}

async function measureAllTyping(): Promise<TypingFigures[]> {
  const typing: TypingFigures[] = [];
  for await (const figures of measureTyping(wanted.typing)) {
    console.log(
      `typing before ${figures.attributes} attributes: ${quantile(figures.keyMs, 0.5).toFixed(1)} ms a key`,
    );
    typing.push(figures);
  }
  return typing;
}

async function measureAllDelays(): Promise<DelayFigures[]> {
  const delays: DelayFigures[] = [];
  if (!wanted.delays) return delays;
  for await (const figures of measureDelays(context)) {
    console.log(
      `${figures.operation}: the event loop was late by ${figures.longestMs.toFixed(0)} ms at most`,
    );
    delays.push(figures);
  }
  return delays;
}

async function keep(content: Results): Promise<void> {
  const file = wanted.out ?? fileURLToPath(new URL('../results/latest.json', import.meta.url));
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(content, null, 2)}\n`);
  console.log(`\nAll figures: ${file}`);
}
