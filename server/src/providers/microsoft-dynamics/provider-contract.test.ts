import { describeCrmIntegrationPort } from '../../../test/provider-contract/contract-suite.ts';
import { openDynamicsFixture } from './testing/dynamics-fixture.ts';

describeCrmIntegrationPort('Microsoft Dynamics 365', async () => {
  const fixture = await openDynamicsFixture();
  return {
    port: fixture.port,
    refusedPort: fixture.openPort({ clientSecret: 'not the secret' }),
    attributes: {
      email: 'emailaddress1',
      firstName: 'firstname',
      lastName: 'lastname',
      city: 'address1_city',
    },
    seed: async ({ email, firstName, lastName, city, active = true, createdOn, modifiedOn }) => {
      const { ids } = fixture.emulator.seed({
        rows: [
          {
            ...(email === undefined ? {} : { emailaddress1: email }),
            ...(firstName === undefined ? {} : { firstname: firstName }),
            ...(lastName === undefined ? {} : { lastname: lastName }),
            ...(city === undefined ? {} : { address1_city: city }),
            ...(createdOn === undefined ? {} : { createdon: createdOn }),
            ...(modifiedOn === undefined ? {} : { modifiedon: modifiedOn }),
            ...(active ? {} : { statecode: 1 }),
          },
        ],
      });
      return ids[0] ?? '';
    },
    remove: async (crmContactId) => fixture.emulator.deleteContact(crmContactId),
    rows: async () =>
      fixture.rows().map((row) => ({
        id: String(row['contactid']),
        active: row['statecode'] === 0,
        values: Object.fromEntries(
          ['emailaddress1', 'firstname', 'lastname', 'address1_city'].map((attribute) => {
            const value = row[attribute];
            return [attribute, typeof value === 'string' ? value : null];
          }),
        ),
      })),
    close: async () => {
      await fixture[Symbol.asyncDispose]();
    },
  };
});
