/** A sample of the service during the benchmark. */
export type GrowthStep = {
  /** In the CRM at that time. */
  readonly contacts: number;
  /** Simulated time since the first push. */
  readonly elapsedMs: number;
  /** Processor time of the service's process since the first push; real time. */
  readonly cpuMs: number;
  readonly memoryBytes: number;
};

/** New contacts through the whole service. Durations are simulated time. */
export type GrowthFigures = {
  readonly contacts: number;
  readonly durationMs: number;
  readonly floorMs: number;
  /** `arrived` and `notArrived` by the runs' counts, `rows` by the CRM. */
  readonly arrived: number;
  readonly notArrived: number;
  readonly rows: number;
  /** Resident memory of the service's process before the first push, and its peak. */
  readonly baseBytes: number;
  readonly peakBytes: number;
  readonly steps: readonly GrowthStep[];
};

/** Time per contact before and after the sample nearest to the middle; null if none is near. */
export function halves({ steps, contacts }: GrowthFigures): { firstMs: number; secondMs: number } | null {
  const last = steps.at(-1);
  const middle = steps.find((step) => step.contacts >= contacts / 2);
  if (!last || !middle || middle.contacts > contacts * 0.75) return null;
  return {
    firstMs: middle.elapsedMs / middle.contacts,
    secondMs: (last.elapsedMs - middle.elapsedMs) / (last.contacts - middle.contacts),
  };
}

export function cpuMicrosPerContact({ steps, contacts }: GrowthFigures): number {
  return ((steps.at(-1)?.cpuMs ?? 0) * 1_000) / contacts;
}
