import type { RemoteEmulator } from '../emulator/remote-emulator.ts';
import type { SimulatedTime } from '../time/simulated-time.ts';
import type { ThrottleSchedule } from './case.ts';

/** Runs a throttle schedule until it is stopped. */
export function startThrottling(
  schedule: ThrottleSchedule,
  emulator: RemoteEmulator,
  time: SimulatedTime,
): () => Promise<void> {
  const ended = new AbortController();
  const running = (async () => {
    const startMs = time.now();
    for (let round = 0; ; round += 1) {
      const fromMs = startMs + (schedule.firstAfterSeconds + round * schedule.everySeconds) * 1_000;
      await time.sleep(fromMs - time.now(), ended.signal);
      await emulator.addFaults([refuseAll(schedule)]);
      await time.sleep(fromMs + schedule.retryAfterSeconds * 1_000 - time.now(), ended.signal);
      await emulator.clearFaults();
    }
  })();
  const finished = running.catch((error: unknown) => {
    if (!ended.signal.aborted) throw error;
  });
  return async () => {
    ended.abort();
    await finished;
    await emulator.clearFaults();
  };
}

function refuseAll({ limit, retryAfterSeconds }: ThrottleSchedule) {
  return {
    match: { url: '/api/data/' },
    times: null,
    action: { type: 'throttle', limit, retryAfter: retryAfterSeconds },
  } as const;
}
