import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['packages/*/src/**/*.test.ts', 'apps/*/src/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}'],
    testTimeout: 30_000,
    // by default one core is left idle, which of two is half
    maxWorkers: '100%',
    // modules keep no state between tests, so files may share them: loading them anew took as long as running
    isolate: false,
  },
});
