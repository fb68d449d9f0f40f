/** Sent by the emulator's process once it listens. */
export type EmulatorAccess = Readonly<
  Record<'baseUrl' | 'authority' | 'tenantId' | 'clientId' | 'clientSecret', string>
>;

/** Sets how many times faster than real time the emulator runs. Acknowledged when done. */
export type EmulatorOrder = { readonly factor: number };
