import { defineConfig } from 'vitest/config';

const limits = { testTimeout: 60_000, hookTimeout: 180_000, maxWorkers: 2 };
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
