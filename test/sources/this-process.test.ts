import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { isGone } from '../../src/deliveries/running-process.ts'
import { startOfProcess, thisProcess } from '../../src/sources/this-process.ts'

test('this process lives; one that was killed is gone', async () => {
  const here = thisProcess()
  expect(here).toMatchObject({ pid: process.pid, started: expect.stringMatching(/^\d+$/) })
  expect(isGone(here, here, startOfProcess)).toBe(false)
  const child = spawn('sleep', ['60'])
  const other = { ...here, pid: child.pid ?? 0, started: startOfProcess(child.pid ?? 0) ?? '' }
  expect(isGone(other, here, startOfProcess)).toBe(false)
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(isGone(other, here, startOfProcess)).toBe(true)
})
