import type { DynamicsWebApi } from 'dynamics-web-api';
import type { BenchClient } from './client.ts';
import type { HandmadePlan } from './find-by-hand.ts';
import { openHandDriven } from './hand-driven.ts';

/** The library used as well as it can be without changing what a write is. */
export const batched: BenchClient = {
  id: 'batched',
  title: '(b) batched by hand',
  description: 'dynamics-web-api: finds and writes in $batch, four lanes, continue-on-error',
  open: (target) => openHandDriven(target, writeBatch),
};

async function writeBatch(api: DynamicsWebApi, { creates, updates }: HandmadePlan): Promise<void> {
  api.startBatch();
  for (const data of creates)
    void api.create({ collection: 'contacts', data: { ...data }, inChangeSet: false });
  for (const { id, values } of updates) {
    void api.update({ collection: 'contacts', key: id, data: { ...values }, inChangeSet: false });
  }
  // Parts that were refused are among the answers, as errors: nothing more can be done for them.
  await api.executeBatch({ continueOnError: true });
}
