import { mergeConfig } from 'vitest/config'
import fast, { SLOW } from './vitest.config.ts'

/** One file after another: each has the machine to itself. */
export default mergeConfig(
  { ...fast, test: { ...fast.test, projects: undefined } },
  { test: { include: SLOW, testTimeout: 300_000, fileParallelism: false } },
)
