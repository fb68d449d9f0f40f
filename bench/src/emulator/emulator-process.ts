import { startEmulator } from '@goodfunds/dataverse-emulator';
import { createModelTime } from '../time/model-time.ts';
import type { EmulatorAccess, EmulatorOrder } from './messages.ts';

/** The emulator as a process of its own, in model time. Ends when whoever started it has gone. */
const time = createModelTime(1);
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
