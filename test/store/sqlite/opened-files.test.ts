import { copyFileSync, mkdtempSync, renameSync, rmSync, symlinkSync, unlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openStore, type Store } from '../../../src/store/open-store.ts'
import { at, idsInTurn, join as subscribe } from '../../contract/store/store-world.ts'

describe('a database that is taken away', () => {
  test.each<[string, (file: string) => void]>([
    ['is deleted', (file) => unlinkSync(file)],
    ['is moved', (file) => renameSync(file, `${file}.old`)],
    ['is replaced by a copy', (file) => replaceBy(file, `${file}.copy`)],
    ['loses its log', (file) => unlinkSync(`${file}-wal`)],
    ['loses its shared memory', (file) => unlinkSync(`${file}-shm`)],
    ['goes with its folder', (file) => rmSync(join(file, '..'), { recursive: true })],
  ])('that %s confirms no write', async (_, takeAway) => {
    const { store, file } = await aStore()
    copyFileSync(file, `${file}.copy`)
    await subscribe(store, 'before')
    takeAway(file)
    expect(() => store.assertInPlace()).toThrow('deleted or replaced while this program had it open')
    await expect(subscribe(store, 'after')).rejects.toMatchObject({ problems: [{ code: 'store.moved' }] })
    await expect(store.leases.acquire('delivery', 'us', at(0), 1_000)).rejects.toThrow('deleted or replaced')
  })

  test('is not one whose name is moved away and back', async () => {
    const { store, file } = await aStore()
    renameSync(file, `${file}.away`)
    renameSync(`${file}.away`, file)
    await subscribe(store, 'mei')
    expect((await store.subscribers.find('mei@example.org'))?.subscriptions).toHaveLength(1)
  })

  test('is noticed through a link as well', async () => {
    const { store, file } = await aStore('linked.db')
    await subscribe(store, 'before')
    const link = join(file, '../link.db')
    symlinkSync(file, link)
    const other = await openStore({ url: `sqlite:${link}`, now: at(0), newId })
    onTestFinished(() => other.close())
    await subscribe(other, 'mei')
    unlinkSync(link)
    await expect(subscribe(other, 'kai')).rejects.toThrow('deleted or replaced')
    await subscribe(store, 'after')
  })
})

function replaceBy(file: string, copy: string): void {
  renameSync(copy, file)
  for (const ending of ['-wal', '-shm']) rmSync(file + ending, { force: true })
}

const newId = idsInTurn()

async function aStore(name = 'broadsheet.db'): Promise<{ store: Store; file: string }> {
  const dir = mkdtempSync(join(tmpdir(), 'broadsheet-place-'))
  const file = join(dir, name)
  const store = await openStore({ url: `sqlite:${file}`, now: at(0), newId })
  onTestFinished(async () => {
    await store.close()
    rmSync(dir, { recursive: true, force: true })
  })
  return { store, file }
}
