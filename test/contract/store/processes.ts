import { expect, test } from 'vitest'
import type { RunningProcess } from '../../../src/deliveries/running-process.ts'
import { at, type NewDatabase } from './store-world.ts'

const serve: RunningProcess = {
  id: 'serve-1',
  command: 'serve',
  pid: 71,
  started: '69144',
  host: 'box',
  boot: 'b1 pid:[1]',
  version: '0.1.0',
  configFile: '/site/broadsheet.toml',
  settings: { 'smtp.relay.url': 'smtp://relay.example' },
  settingsHash: '0123456789abcdef',
  since: at(1),
}

export function processesContract(newDatabase: NewDatabase): void {
  test('the holder of a lease is known by its process, as long as it holds it', async () => {
    const { store, openAgain } = await newDatabase()
    const other = await openAgain()
    await store.processes.announce(serve)
    expect(await other.processes.holderOf('delivery')).toBeUndefined()
    await store.leases.acquire('delivery', 'serve-1', at(1), 60_000)
    expect(await other.processes.holderOf('delivery')).toEqual(serve)
    await store.leases.release({ name: 'delivery', holder: 'serve-1', fence: 1 })
    expect(await other.processes.holderOf('delivery')).toBeUndefined()
    expect(await other.processes.list()).toEqual([serve])
  })

  test('what is new of a process takes the place of what was; who is forgotten is not there', async () => {
    const { store } = await newDatabase()
    await store.processes.announce({ ...serve, problem: 'broadsheet.toml:3: no' })
    await store.processes.announce({ ...serve, settingsHash: 'f'.repeat(16) })
    expect(await store.processes.find('serve-1')).toEqual({ ...serve, settingsHash: 'f'.repeat(16) })
    await store.processes.forget(['serve-1'])
    expect(await store.processes.list()).toEqual([])
  })
}
