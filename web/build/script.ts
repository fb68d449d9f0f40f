import type { BuildEnvironmentOptions } from 'vite';

type Script = {
  input: string;
  file: string;
  folder?: string;
  /** Modules that the page brings along itself. */
  external?: RegExp[];
  /** Whether files of `public/` go along, into a folder emptied first. */
  isFirst?: boolean;
};

/** One script in one file, with its exports kept and the schemas that nobody asks left out. */
export function script({ input, file, folder = 'dist', external = [], isFirst = false }: Script) {
  return {
    outDir: folder,
    emptyOutDir: isFirst,
    copyPublicDir: isFirst,
    target: 'es2023',
    cssTarget: ['chrome123', 'firefox128', 'safari18'],
    modulePreload: false,
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      input,
      external,
      preserveEntrySignatures: 'strict',
      treeshake: { manualPureFunctions: ['z'] },
      output: { entryFileNames: file, codeSplitting: false },
    },
  } satisfies BuildEnvironmentOptions;
}
