import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const ENTRY = 'virtual:page.tsx';
const PAGE = fileURLToPath(new URL('../../../demo-host/page-of-a-host.tsx', import.meta.url));

/**
 * Builds a module that exports a component, as a host would, for a page with `<div id="root">`. Answers the scripts by
 * path; the page loads `/page.js`.
 */
export async function buildReactPage(module: string, component: string): Promise<Map<string, string>> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [
      {
        name: 'page-of-a-host',
        resolveId: (id) => (id === ENTRY ? PAGE : null),
        load: (id) =>
          id === PAGE
            ? `${module}
               import { createRoot } from 'react-dom/client';
               createRoot(document.getElementById('root')!).render(<${component} />);`
            : null,
      },
    ],
    build: {
      write: false,
      minify: false,
      rolldownOptions: { input: ENTRY, output: { entryFileNames: 'page.js', chunkFileNames: '[name].js' } },
    },
  });
  const outputs = [built].flat().flatMap((each) => ('output' in each ? each.output : []));
  return new Map(
    outputs.flatMap((each) => (each.type === 'chunk' ? [[`/${each.fileName}`, each.code]] : [])),
  );
}
