/** A look at the service on its way. */
export type GrowthStep = {
  /** In the CRM by then. */
  readonly contacts: number;
  /** Model time since the first push. */
  readonly elapsedMs: number;
  /** Processor time of the service's process since the first push; real time. */
  readonly cpuMs: number;
  readonly memoryBytes: number;
};

/** So many new contacts through the whole service. Durations are model time. */
export type GrowthFigures = {
  readonly contacts: number;
  readonly durationMs: number;
  readonly floorMs: number;
  /** By the runs: those that are in the CRM, and those that are not. By the CRM: its rows. */
  readonly arrived: number;
  readonly notArrived: number;
  readonly rows: number;
  /** Resident memory of the service's process before the first push, and the most it had. */
  readonly baseBytes: number;
  readonly peakBytes: number;
  readonly steps: readonly GrowthStep[];
};

/** Time a contact before and after the look that is nearest to the middle; null if none was near it. */
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
