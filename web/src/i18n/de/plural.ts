import { createPlural } from '../plural.ts';

export const n = createPlural('de');
