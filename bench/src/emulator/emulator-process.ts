import { startEmulator } from '@goodfunds/dataverse-emulator';
import { createSimulatedTime } from '../time/simulated-time.ts';
import type { EmulatorAccess, EmulatorOrder } from './messages.ts';

/** The emulator in its own process and in simulated time. Ends with its parent. */
const time = createSimulatedTime(1);
const emulator = await startEmulator({
  runtime: { now: () => new Date(time.now()), delay: time.sleepExactly },
});

process.on('message', ({ factor }: EmulatorOrder) => {
  time.setFactor(factor);
  process.send?.('DONE');
});
process.once('disconnect', () => process.exit(0));

const { baseUrl, authority, tenantId, clientId, clientSecret } = emulator;
process.send?.({ baseUrl, authority, tenantId, clientId, clientSecret } satisfies EmulatorAccess);
