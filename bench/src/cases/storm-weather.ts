import type { RemoteEmulator } from '../emulator/remote-emulator.ts';
import type { ModelTime } from '../time/model-time.ts';
import type { Storm } from './case.ts';

/** Lets storms come and go until it is stopped. */
export function startStorms(storm: Storm, emulator: RemoteEmulator, time: ModelTime): () => Promise<void> {
  const ended = new AbortController();
  const weather = (async () => {
    const startMs = time.now();
    for (let round = 0; ; round += 1) {
      const fromMs = startMs + (storm.firstAfterSeconds + round * storm.everySeconds) * 1_000;
      await time.sleep(fromMs - time.now(), ended.signal);
      await emulator.addFaults([refuseAll(storm)]);
      await time.sleep(fromMs + storm.retryAfterSeconds * 1_000 - time.now(), ended.signal);
      await emulator.clearFaults();
    }
  })();
  const over = weather.catch((error: unknown) => {
    if (!ended.signal.aborted) throw error;
  });
  return async () => {
    ended.abort();
    await over;
    await emulator.clearFaults();
  };
}

function refuseAll({ limit, retryAfterSeconds }: Storm) {
  return {
    match: { url: '/api/data/' },
    times: null,
    action: { type: 'throttle', limit, retryAfter: retryAfterSeconds },
  } as const;
}
