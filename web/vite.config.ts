import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** One script that brings React and its styles along: a page loads it and writes `<gf-crm-settings>`. */
export default defineConfig({
  plugins: [react()],
  define: { 'process.env.NODE_ENV': JSON.stringify('production') },
  build: {
    lib: {
      entry: 'src/custom-element.ts',
      formats: ['es'],
      fileName: () => 'goodfunds-crm-settings.es.js',
    },
    target: 'es2023',
    cssTarget: ['chrome123', 'firefox121', 'safari17.5'],
    minify: 'oxc',
    rolldownOptions: {
      output: { codeSplitting: false },
      // The schemas of shared/ are the server's; the panel takes only types and a few pure functions from there.
      treeshake: { manualPureFunctions: ['z'] },
    },
  },
});
