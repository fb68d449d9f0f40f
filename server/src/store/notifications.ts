import { EventEmitter } from 'node:events';

/**
 * In-process hints to look into the store again. They carry no truth: whoever misses one finds the same by
 * looking later.
 */
export interface Hints {
  /** Some integration has work. */
  taskWanted(): void;
  /** Something about this run changed. */
  runChanged(runId: string): void;
  /** Whoever drains this integration has lost the right to. */
  epochRaised(integrationId: string): void;
  onTaskWanted(listener: () => void): () => void;
  onRunChanged(runId: string, listener: () => void): () => void;
  onEpochRaised(integrationId: string, listener: () => void): () => void;
}

export function createHints(): Hints {
  const emitter = new EventEmitter();
  emitter.setMaxListeners(0);
  const listen = (event: string, listener: () => void): (() => void) => {
    emitter.on(event, listener);
    return () => {
      emitter.off(event, listener);
    };
  };
  return {
    taskWanted: () => {
      emitter.emit('task');
    },
    runChanged: (runId) => {
      emitter.emit(`run ${runId}`);
    },
    epochRaised: (integrationId) => {
      emitter.emit(`epoch ${integrationId}`);
    },
    onTaskWanted: (listener) => listen('task', listener),
    onRunChanged: (runId, listener) => listen(`run ${runId}`, listener),
    onEpochRaised: (integrationId, listener) => listen(`epoch ${integrationId}`, listener),
  };
}
