/** What the process of the hostile CRMs reports once they listen. */
export type HostileCrm = { readonly title: string; readonly origin: string };
