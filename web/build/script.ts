import type { BuildEnvironmentOptions } from 'vite';

type Script = {
  input: string;
  file: string;
  folder?: string;
  /** Modules that the host provides. */
  external?: RegExp[];
};

/** One script that keeps its exports; each language becomes a separate chunk. */
export function script({ input, file, folder = 'dist', external = [] }: Script) {
  return {
    outDir: folder,
    // Chunk names change with their content.
    emptyOutDir: true,
    copyPublicDir: false,
    target: 'es2023',
    cssTarget: ['chrome123', 'firefox128', 'safari18'],
    modulePreload: false,
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      input,
      external,
      preserveEntrySignatures: 'strict',
      output: { entryFileNames: file, chunkFileNames: file.replace('.es.js', '.[name]-[hash].es.js') },
    },
  } satisfies BuildEnvironmentOptions;
}
