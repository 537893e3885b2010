import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { type Rows, whoIsAtWork } from '../../src/deliveries/at-work.ts'
import type { RunningProcess } from '../../src/deliveries/running-process.ts'
import { aWorker } from './a-worker.ts'

const NOW = Temporal.Instant.from('2026-11-30T12:00:00Z')
const HERE = { host: 'box', boot: 'kernel 1', started: '5' }
const SERVE: RunningProcess = {
  ...HERE,
  id: 'p1',
  pid: 71,
  command: 'serve',
  version: '1',
  configFile: '/srv/broadsheet.toml',
  settings: {},
  settingsHash: '',
  since: NOW,
}
const WORKER = aWorker({ ...HERE, holder: 'p1', heardAt: NOW })
const NAME = 'broadsheet serve (process 71 on box)'
const ago = (seconds: number) => NOW.subtract({ seconds })

function who(rows: Partial<Rows>, isGone: boolean | undefined) {
  return whoIsAtWork(
    { processes: [SERVE], workers: [], leases: [], ...rows },
    { now: NOW, heardNow: NOW },
    () => isGone,
  )
}

describe('who runs on a database', () => {
  test('nobody, where there is no trace of anybody', () => {
    expect(who({ processes: [] }, undefined)).toBeUndefined()
  })

  test.each<[string, Partial<Rows>, boolean | undefined, string | undefined]>([
    ['a process that lives', {}, false, NAME],
    ['a process that was killed', {}, true, undefined],
    ['a process of another machine that shows no sign of life', {}, undefined, undefined],
    [
      'one of another machine that holds a lease',
      { leases: [{ holder: 'p1', expiresAt: NOW.add({ seconds: 9 }) }] },
      undefined,
      NAME,
    ],
    ['one whose lease has run out', { leases: [{ holder: 'p1', expiresAt: ago(1) }] }, undefined, undefined],
    [
      'one that was killed with its lease',
      { leases: [{ holder: 'p1', expiresAt: NOW.add({ seconds: 9 }) }] },
      true,
      undefined,
    ],
    [
      'a lease of nobody that is known',
      { processes: [], leases: [{ holder: 'p2', expiresAt: NOW.add({ seconds: 9 }) }] },
      true,
      'Another process',
    ],
    ['a worker of another machine that was heard of', { workers: [{ ...WORKER, heardAt: ago(29) }] }, undefined, NAME],
    ['a worker that fell silent', { workers: [{ ...WORKER, heardAt: ago(31) }] }, undefined, undefined],
    ['a worker that was killed', { workers: [WORKER] }, true, undefined],
  ])('%s', (_what, rows, isGone, expected) => {
    expect(who(rows, isGone)).toBe(expected)
  })
})
