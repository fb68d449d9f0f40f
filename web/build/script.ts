import type { BuildEnvironmentOptions } from 'vite';

type Script = {
  input: string;
  file: string;
  folder?: string;
  /** Modules that the page brings along itself. */
  external?: RegExp[];
};

/** One script, with its exports kept; each language is a file of its own. */
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
