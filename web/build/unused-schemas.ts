/**
 * Stands for zod in the bundle. The panel takes types and pure functions from shared/, whose modules also build
 * schemas as they load; none is ever asked to parse here, and zod would be a fifth of the download.
 */
export const z: unknown = new Proxy(() => z, {
  get: (_target, name) => {
    if (/parse/i.test(String(name))) throw new Error('The panel has no schemas at run time.');
    return z;
  },
  apply: () => z,
});
