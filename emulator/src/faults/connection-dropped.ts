/** Ends the request without an answer. */
export class ConnectionDropped extends Error {}
