import type { Mapping } from '@goodfunds/shared';

/** Contacts are found by their primary e-mail, so it is always written where it belongs. */
export const REQUIRED_MAPPING: Mapping = { emailaddress1: { field: 'email' } };

/** Well-known pairs of a GoodFunds field and a column of `contact`. */
export const STANDARD_MAPPING: Mapping = {
  ...REQUIRED_MAPPING,
  firstname: { field: 'firstName' },
  lastname: { field: 'lastName' },
  salutation: { field: 'salutation' },
  telephone1: { field: 'phone' },
  birthdate: { field: 'birthDate' },
  address1_line1: { field: 'address.street' },
  address1_postalcode: { field: 'address.postcode' },
  address1_city: { field: 'address.city' },
  address1_country: { field: 'address.country' },
};

/** The mapping with every required row; a strategy of its own stays. */
export function withRequiredRows(mapping: Mapping): Mapping {
  const required = Object.entries(REQUIRED_MAPPING).map(([attribute, row]) => {
    const strategy = mapping[attribute]?.strategy;
    return [attribute, strategy ? { ...row, strategy } : row] as const;
  });
  return { ...mapping, ...Object.fromEntries(required) };
}
