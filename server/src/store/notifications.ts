import { EventEmitter } from 'node:events';

export type Topic = 'drain-requested' | `run-changed:${string}` | `lease-revoked:${string}`;

/** Change notifications within this process. Other processes send none, so every subscriber polls as well. */
export type Notifications = {
  publish(topic: Topic): void;
  /** Returns the function that ends the subscription. */
  subscribe(topic: Topic, listener: () => void): () => void;
};

export function createNotifications(): Notifications {
  const emitter = new EventEmitter();
  emitter.setMaxListeners(0);
  return {
    publish: (topic) => {
      emitter.emit(topic);
    },
    subscribe: (topic, listener) => {
      emitter.on(topic, listener);
      return () => {
        emitter.off(topic, listener);
      };
    },
  };
}
