import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** One script that brings React and its styles along: a page loads it and writes `<gf-crm-settings>`. */
export default defineConfig({
  plugins: [react()],
  resolve: { alias: { zod: fileURLToPath(new URL('build/unused-schemas.ts', import.meta.url)) } },
  build: {
    target: 'es2023',
    cssTarget: ['chrome123', 'firefox121', 'safari17.5'],
    modulePreload: false,
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      input: 'src/custom-element.ts',
      output: { entryFileNames: 'goodfunds-crm-settings.es.js', codeSplitting: false },
    },
  },
});
