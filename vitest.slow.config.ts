import { mergeConfig } from 'vitest/config'
import fast from './vitest.config.ts'

/** Tests that take more than some seconds each: crashes, servers that hang. `npm run test:slow` */
export default mergeConfig(
  { ...fast, test: { ...fast.test, projects: undefined } },
  { test: { include: ['test/**/*.slow.test.ts'], testTimeout: 300_000, fileParallelism: false } },
)
