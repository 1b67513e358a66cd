import { defineConfig } from 'vitest/config';

// A busy machine gets patience; what is slow is measured by the benchmark.
const limits = { testTimeout: 240_000, hookTimeout: 300_000, maxWorkers: 2 };
const never = ['**/node_modules/**', '**/dist/**'];

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...limits,
          name: 'parts',
          include: ['{kernels,platform,domains,apps}/*/**/*.test.ts', '{demo,bench,tools}/**/*.test.ts'],
          exclude: [...never, 'apps/web/test/**'],
        },
      },
      {
        test: {
          ...limits,
          name: 'pages',
          include: ['apps/web/test/**/*.test.ts'],
          exclude: never,
          globalSetup: ['apps/web/test/start-demo.ts'],
          fileParallelism: false,
        },
      },
    ],
  },
});
