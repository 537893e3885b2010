import { mergeConfig } from 'vitest/config'
import fast, { SLOW } from './vitest.config.ts'

/** They wait for no moment and fill no disk: two at a time, as there are cores. */
const SIDE_BY_SIDE = [
  'test/**/*in-a-browser.slow.test.ts',
  'test/web/**/*.slow.test.ts',
  'test/bench/oracle/*.slow.test.ts',
  'test/integration/{bad-input,corpora,corpora-feeds}.slow.test.ts',
  'test/store/copy/*.slow.test.ts',
]

/** The others one file after another: each has the machine to itself. */
export default mergeConfig(
  { ...fast, test: { ...fast.test, projects: undefined } },
  {
    test: {
      testTimeout: 300_000,
      projects: [
        { extends: true, test: { name: 'alone', include: SLOW, exclude: SIDE_BY_SIDE, maxWorkers: 1, sequence: { groupOrder: 0 } } },
        { extends: true, test: { name: 'side by side', include: SIDE_BY_SIDE, maxWorkers: 2, sequence: { groupOrder: 1 } } },
      ],
    },
  },
)
