import { env } from 'node:process';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compressAssets } from './compress-assets.ts';
import { preloadFonts } from './preload-fonts.ts';

/** Where the API of a development session lives; `npm start` says the address. */
const server = env['LIZHU_SERVER'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react(), preloadFonts(), compressAssets()],
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 1500,
    // Fonts stay files: the browser then fetches only the ranges of characters that a page shows.
    assetsInlineLimit: (file) => (/\.woff2?$/.test(file) ? false : undefined),
    rolldownOptions: {
      // Contracts build their schemas with it; a page needs only the names and should not carry the schemas.
      treeshake: {
        manualPureFunctions: ['Type'],
        moduleSideEffects: [{ test: /node_modules[\\/]typebox[\\/]/, sideEffects: false }],
      },
      output: {
        codeSplitting: {
          groups: [
            // What begins before anything else must not wait for the rest.
            { name: 'head-start', test: /src[\\/]app[\\/](head-start|first-reads|pages)\.ts/, priority: 1 },
            { name: 'map', test: /node_modules[\\/]maplibre-gl/ },
            {
              name: 'react',
              test: /node_modules[\\/](react|react-dom|scheduler|@tanstack|i18next|react-i18next)[\\/]/,
            },
            // Many small files cost a first visit more than a few bytes that its page does not need.
            { name: 'controls', test: /node_modules[\\/]/, minShareCount: 5 },
            { name: 'frame', test: /src[\\/](app|ui)[\\/]/, minShareCount: 2 },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': server, '/tiles': server, '/ogc': server } },
});
