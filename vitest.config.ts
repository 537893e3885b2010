import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { ClosingLine } from './test/closing-line.ts'

/** Run by `npm run test:slow`: what waits, kills and hangs, and all that starts the built program. */
export const SLOW = ['test/**/*.slow.test.ts', 'test/integration/**/*.test.ts']
/** They put another module in the place of a real one, for all who share their process. */
const replacing = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .map((path) => join('test', path))
  .filter((path) => /\.test\.tsx?$/.test(path) && readFileSync(path, 'utf8').includes('vi.mock('))

export default defineConfig({
  test: {
    globalSetup: ['test/integration/compiled.ts'],
    // It ends what hangs; a busy machine is several times slower.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // Two cores: vitest would leave one to itself.
    maxWorkers: 2,
    reporters: ['default', new ClosingLine()],
    projects: [
      {
        extends: true,
        // Nothing of ours remembers anything for all: files that share what they import take a third less time.
        test: { name: 'together', include: ['test/**/*.test.{ts,tsx}'], exclude: [...SLOW, ...replacing], isolate: false },
      },
      { extends: true, test: { name: 'apart', include: replacing, exclude: SLOW } },
    ],
  },
})
