import { defineConfig } from 'vitest/config'
import { ClosingLine } from './test/closing-line.ts'

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/**/*.slow.test.ts'],
    globalSetup: ['test/integration/compiled.ts'],
    testTimeout: 60_000,
    // Two cores: vitest would leave one to itself.
    maxWorkers: 2,
    reporters: ['default', new ClosingLine()],
  },
})
