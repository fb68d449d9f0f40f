import { z } from 'zod';
import { cleanEnvironmentUrl, stripPasted } from '../../providers/microsoft-dynamics.ts';

const guid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;
/** A verified domain of the tenant can replace its id. */
const domain = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

const pasted = (max: number) => z.string().max(max).transform(stripPasted);

/** Credentials for the OAuth client credentials flow. Checks only syntax; the server decides which hosts are allowed. */
export const microsoftDynamicsCredentialsSchema = z.object({
  tenantId: pasted(300)
    .transform((value) => value.toLowerCase())
    .refine((value) => guid.test(value) || domain.test(value), {
      error: 'must be the Directory (tenant) ID: a GUID or a verified domain',
    }),
  clientId: pasted(300)
    .transform((value) => value.toLowerCase())
    .refine((value) => guid.test(value), { error: 'must be the Application (client) ID: a GUID' }),
  clientSecret: pasted(1_000).refine((value) => value !== '', { error: 'must not be empty' }),
  environmentUrl: z
    .string()
    .max(2_000)
    .transform(cleanEnvironmentUrl)
    .refine((value) => value !== '', { error: 'must not be empty' }),
  /** The expiry date of the secret, `YYYY-MM-DD`, as shown by Entra. */
  clientSecretExpiresOn: z.iso.date().nullish(),
});
export type MicrosoftDynamicsCredentials = z.infer<typeof microsoftDynamicsCredentialsSchema>;
