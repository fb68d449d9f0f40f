import { describeCrmIntegrationPort } from './contract-suite.ts';
import { SMALL_CRM_ATTRIBUTES, SmallCrm } from './small-crm.ts';
import { openSmallCrm } from './small-crm-port.ts';

describeCrmIntegrationPort('a small CRM in memory', async () => {
  const crm = new SmallCrm();
  return {
    port: openSmallCrm(crm, { refused: false }),
    refusedPort: openSmallCrm(crm, { refused: true }),
    attributes: SMALL_CRM_ATTRIBUTES,
    seed: async (contact) => crm.seed(contact),
    remove: async (id) => crm.remove(id),
    rows: async () => crm.rows().map(({ id, active, values }) => ({ id, active, values })),
    close: async () => {},
  };
});
