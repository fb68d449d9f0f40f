import { expect, test } from 'vitest';
import { ContactSchema } from '../dataverse/columns/contact-schema.ts';
import { validated } from '../dataverse/columns/validate-value.ts';
import { startEmulator } from '../start-emulator.ts';

test('generated contacts are deterministic, distinct and within the limits of their columns', async () => {
  await using one = await startEmulator({ contacts: 500 });
  await using two = await startEmulator({ contacts: 200, organizationId: one.organizationId });
  two.seed({ count: 300 });
  const columns = [
    'firstname',
    'lastname',
    'emailaddress1',
    'telephone1',
    'birthdate',
    'address1_postalcode',
  ];
  const [first, second] = [one, two].map((emulator) => [...emulator.contacts({ properties: columns })]);
  expect(first?.slice(0, 200)).toEqual(second?.slice(0, 200));
  for (const rows of [first, second]) {
    expect(new Set(rows?.map((row) => row.contactid)).size).toBe(500);
    expect(new Set(rows?.map((row) => row.emailaddress1)).size).toBe(500);
  }
  const schema = new ContactSchema();
  for (const row of first ?? []) {
    expect(String(row.emailaddress1)).toMatch(/^[a-z-]+\.[a-z-]+\.\d+@[a-z.]+$/);
    const checked = columns.map((name) => {
      const column = schema.column(name);
      return column === null ? 'missing' : validated(column, row[name] ?? null);
    });
    expect(checked).toEqual(columns.map((name) => row[name]));
  }
});
