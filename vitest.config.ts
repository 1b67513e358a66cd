import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{kernels,platform,domains,apps}/*/**/*.test.ts', 'demo/**/*.test.ts', 'tools/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    fileParallelism: true,
    maxWorkers: 2,
  },
});
