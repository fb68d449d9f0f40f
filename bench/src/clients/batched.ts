import type { DynamicsWebApi } from 'dynamics-web-api';
import type { BenchClient } from './client.ts';
import type { PeerPlan } from './peer-plan.ts';
import { openPeer } from './peer-worker.ts';

/** The library at its best, with ordinary writes. */
export const batched: BenchClient = {
  id: 'batched',
  title: '(b) batched by hand',
  description: 'dynamics-web-api: finds and writes in $batch, four workers, continue-on-error',
  open: (target) => openPeer(target, writeBatch),
};

async function writeBatch(api: DynamicsWebApi, { creates, updates }: PeerPlan): Promise<void> {
  api.startBatch();
  for (const data of creates)
    void api.create({ collection: 'contacts', data: { ...data }, inChangeSet: false });
  for (const { id, values } of updates) {
    void api.update({ collection: 'contacts', key: id, data: { ...values }, inChangeSet: false });
  }
  // Rejected parts are errors in the response and are not retried.
  await api.executeBatch({ continueOnError: true });
}
