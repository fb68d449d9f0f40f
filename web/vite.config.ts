import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { script } from './build/script.ts';

/** The forms of the panel, all from one core, and the page that stands for a host with React of its own. */
export default defineConfig({
  plugins: [react()],
  builder: {},
  environments: {
    // Brings React and its styles along: a page loads it and writes `<gf-crm-settings>`.
    client: {
      build: script({ input: 'src/element/custom-element.ts', file: 'goodfunds-crm-settings.es.js' }),
    },
    // For hosts that build with React: it stays theirs.
    react: {
      consumer: 'client',
      build: script({
        input: 'src/index.ts',
        file: 'goodfunds-crm-settings.es.js',
        folder: 'dist/react',
        external: [/^react($|\/)/, /^react-dom($|\/)/],
      }),
    },
    reactHost: {
      consumer: 'client',
      build: script({ input: 'demo-host/react-page.tsx', file: 'react-page.es.js', folder: '../demo/dist' }),
    },
  },
});
