import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'vite';

/** Bundles an entry point into one file: a process that loads it starts in a quarter of the CPU time. */
export async function bundle(entry: string, outDir: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'error',
    plugins: [keepNativeModule, keepSourceUrls],
    ssr: { noExternal: true },
    build: {
      ssr: entry,
      outDir,
      minify: false,
      target: 'node24',
      rolldownOptions: { output: { entryFileNames: 'bundle.mjs' } },
    },
  });
  return `${outDir}/bundle.mjs`;
}

const keepNativeModule: Plugin = {
  name: 'keep-native-module',
  enforce: 'pre',
  resolveId: (id) =>
    id === 'better-sqlite3' ? { id: import.meta.resolve('better-sqlite3'), external: 'absolute' } : null,
};

/** Migrations, guides and the secure erase process are found relative to their sources. */
const keepSourceUrls: Plugin = {
  name: 'keep-source-urls',
  transform: (code, id) =>
    id.startsWith('/') && code.includes('import.meta.url')
      ? code.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href))
      : null,
};
