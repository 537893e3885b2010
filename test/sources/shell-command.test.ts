import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runShellCommand } from '../../src/sources/shell-command.ts'
import { aFolder } from './a-folder.ts'

const MINUTE = 60_000

test('a command gives its code and the end of what it said', async () => {
  const dir = aFolder({})
  expect(await runShellCommand('echo up to date', dir, MINUTE)).toEqual({
    exitCode: 0,
    output: 'up to date\n',
    isTimedOut: false,
  })
  expect(await runShellCommand('echo conflict >&2; exit 3', dir, MINUTE)).toMatchObject({
    exitCode: 3,
    output: 'conflict\n',
  })
  expect(await runShellCommand('no-such-command-here', dir, MINUTE)).toMatchObject({ exitCode: 127, isTimedOut: false })
})

test.each([
  ['that hangs', 'sleep 600 & echo $! > child; echo fetching; wait'],
  ['that heeds no signal', "trap '' TERM; sh -c 'trap \"\" TERM; echo $$ > child; while :; do sleep 1; done'"],
])('a command %s is ended with what it started', async (_, command) => {
  const dir = aFolder({})
  const ran = await runShellCommand(command, dir, 1_500)
  expect(ran).toMatchObject({ isTimedOut: true })
  const child = Number(readFileSync(join(dir, 'child'), 'utf8'))
  await expect.poll(() => isAlive(child), { timeout: 20_000 }).toBe(false)
})

/** A process that has ended, and that nobody has waited for, is over too. */
function isAlive(pid: number): boolean {
  if (!existsSync(`/proc/${pid}/stat`)) return false
  return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
}
