import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { script } from './build/script.ts';

/** The panel as a custom element and as a React component, and the demo's React host. */
export default defineConfig({
  plugins: [react()],
  builder: {},
  environments: {
    // The custom element, with React and the styles.
    client: {
      build: script({ input: 'src/element/custom-element.ts', file: 'goodfunds-crm-settings.es.js' }),
    },
    // The React component, for hosts that bring React.
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
