import { createHook } from 'node:async_hooks';

/** Counts the connections that this process tries to open. */
export function countSockets(): { opened(): number; stop(): void } {
  let opened = 0;
  const hook = createHook({
    init: (_id, type) => {
      if (type === 'TCPCONNECTWRAP' || type === 'PIPECONNECTWRAP') opened += 1;
    },
  }).enable();
  return { opened: () => opened, stop: () => void hook.disable() };
}
