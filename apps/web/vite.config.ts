import { env } from 'node:process';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where the API of a development session lives; `npm start` says the address. */
const server = env['LIZHU_SERVER'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react()],
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 1500,
    // Fonts stay files: the browser then fetches only the ranges of characters that a page shows.
    assetsInlineLimit: (file) => (/\.woff2?$/.test(file) ? false : undefined),
    rolldownOptions: {
      // Contracts build their schemas with these; a page that needs only the names should not carry the schemas.
      treeshake: {
        manualPureFunctions: [
          'Type.Object',
          'Type.Array',
          'Type.Union',
          'Type.Literal',
          'Type.Tuple',
          'Type.Record',
          'Type.Intersect',
          'Type.Optional',
          'Type.Unsafe',
          'Type.Unknown',
          'Type.String',
          'Type.Number',
          'Type.Integer',
          'Type.Boolean',
          'Type.Null',
        ],
      },
      output: {
        codeSplitting: {
          groups: [
            { name: 'map', test: /node_modules[\\/]maplibre-gl/ },
            {
              name: 'react',
              test: /node_modules[\\/](react|react-dom|scheduler|@tanstack|i18next|react-i18next)[\\/]/,
            },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': server, '/tiles': server, '/ogc': server } },
});
