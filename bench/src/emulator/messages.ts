/** What the emulator's process tells when it listens. */
export type EmulatorAccess = Readonly<
  Record<'baseUrl' | 'authority' | 'tenantId' | 'clientId' | 'clientSecret', string>
>;

/** What it can be told: how many times faster than real time it lives from now on. Answered when done. */
export type EmulatorOrder = { readonly factor: number };
