import { EventEmitter } from 'node:events';

export type Topic =
  | 'drain-requested'
  | `run-changed:${string}`
  | `lease-revoked:${string}`
  | `batch-committed:${string}`;

export type Notifications = ReturnType<typeof createNotifications>;

/** Change notifications within this process. Other processes send none, so every subscriber polls as well. */
export function createNotifications() {
  const emitter = new EventEmitter();
  emitter.setMaxListeners(0);
  return {
    publish: (topic: Topic): void => {
      emitter.emit(topic);
    },
    /** Returns the function that ends the subscription. */
    subscribe: (topic: Topic, listener: () => void): (() => void) => {
      emitter.on(topic, listener);
      return () => {
        emitter.off(topic, listener);
      };
    },
  };
}
