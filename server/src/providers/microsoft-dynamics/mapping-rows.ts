import { type Mapping, microsoftDynamicsDescriptor } from '@goodfunds/shared';

/** Well-known pairs of a GoodFunds field and a column of `contact`. */
export const STANDARD_MAPPING: Mapping = {
  ...microsoftDynamicsDescriptor.requiredMapping,
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
