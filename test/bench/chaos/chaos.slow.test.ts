import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import { findPostgres } from '../../../bench/debian-postgres.ts'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

/** As `npm run chaos` does; the program itself is compiled before all tests. */
beforeAll(() => {
  spawnSync('node_modules/.bin/tsc', ['-p', 'bench'], { cwd: ROOT })
}, 60_000)

function chaos(...args: string[]) {
  return spawnSync(process.execPath, ['dist/bench/bench/chaos/chaos.js', ...args], { cwd: ROOT, encoding: 'utf8' })
}

/** Half a minute: nobody lost, nothing wrong, nobody doubled without a reason. */
function isWell(...args: string[]) {
  const { status, stdout, stderr } = chaos('--minutes', '0.5', ...args)
  expect(stdout, stderr).toMatch(/\nlost 0, doubled \d+, uncertain \d+, wrong 0\n$/)
  expect(status, stdout + stderr).toBe(0)
  const [, taken] = /(\d+) mails taken/.exec(stdout) ?? []
  expect(Number(taken)).toBeGreaterThan(100)
}

test('half a minute of chaos, of one program on a SQLite file', () => {
  isWell('--subscribers', '400', '--seed', '12')
})

test.skipIf(!findPostgres())(
  'half a minute of chaos, of three workers on Debian’s PostgreSQL (skipped where it is not installed)',
  () => {
    isWell('--postgres', '--workers', '3', '--subscribers', '2000', '--connections', '4', '--seed', '5')
  },
)

test('wrong usage is a sentence', () => {
  expect(chaos('--minutes', 'many')).toMatchObject({ status: 2, stdout: '' })
  expect(chaos('--speed', '9').stderr).toContain("Unknown option '--speed'")
})
