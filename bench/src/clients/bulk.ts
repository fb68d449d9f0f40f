import type { DynamicsWebApi } from 'dynamics-web-api';
import type { BenchClient } from './client.ts';
import type { PeerPlan } from './peer-plan.ts';
import { openPeer } from './peer-worker.ts';

/** The same with bulk actions: rows are cheapest, but one bad row fails its whole request. */
export const bulk: BenchClient = {
  id: 'bulk',
  title: '(b′) bulk actions',
  description: 'dynamics-web-api: finds in $batch, CreateMultiple and UpdateMultiple, four workers',
  open: (target) => openPeer(target, writeInBulk),
};

const TYPE = 'Microsoft.Dynamics.CRM.contact';

async function writeInBulk(api: DynamicsWebApi, { creates, updates }: PeerPlan): Promise<void> {
  if (creates.length > 0) {
    const targets = creates.map((row) => ({ '@odata.type': TYPE, ...row }));
    await callBulk(api, 'CreateMultiple', targets);
  }
  if (updates.length > 0) {
    const targets = updates.map(({ id, values }) => ({ '@odata.type': TYPE, contactid: id, ...values }));
    await callBulk(api, 'UpdateMultiple', targets);
  }
}

async function callBulk(api: DynamicsWebApi, name: string, targets: readonly object[]): Promise<void> {
  await api.callAction({
    collection: 'contacts',
    actionName: `Microsoft.Dynamics.CRM.${name}`,
    action: { Targets: targets },
  });
}
