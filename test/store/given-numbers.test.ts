import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { GivenNumbers, numbersFile } from '../../src/store/given-numbers.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { anyTopic, at, editionOf, post, seeFresh, start } from '../contract/store/store-world.ts'

test('a number is above every one that was given, whichever copy of the database is put back', async () => {
  const place = await aDatabase()
  await place.send('one')
  const backup = await place.backUp()
  await place.send('two')
  await place.send('three')
  await place.restore(backup)
  expect(await place.store().editions.forgotten('weekly')).toEqual({ known: 1, sent: 3 })
  expect(await place.store().editions.nextNumber('weekly')).toBe(4)
  expect(await place.store().editions.nextNumber('daily')).toBe(1)
  await place.send('four')
  expect(await place.numbers()).toEqual([4, 1])
  expect(await place.store().editions.forgotten('weekly')).toBeUndefined()
})

test('a number that was given, though nothing was sent with it, is not given again; and nothing is forgotten by that', async () => {
  const place = await aDatabase()
  const backup = await place.backUp()
  await seeFresh(place.store(), ['one'])
  await place.store().editions.make(editionOf(['one'], { state: 'held' }))
  await place.restore(backup)
  expect(await place.store().editions.nextNumber('weekly')).toBe(2)
  expect(await place.store().editions.forgotten('weekly')).toBeUndefined()
})

test('to adopt is to say what counts as sent: the numbers stay given', async () => {
  const place = await aDatabase()
  const backup = await place.backUp()
  await place.send('one')
  await place.restore(backup)
  await place.store().newsletters.adopt('weekly', { adopted: [], fresh: [], at: at(50) })
  expect(await place.store().editions.forgotten('weekly')).toBeUndefined()
  expect(await place.store().editions.nextNumber('weekly')).toBe(2)
})

test('each edition has a birth of its own, so that no two mails ever have one Message-ID', async () => {
  const place = await aDatabase()
  const backup = await place.backUp()
  await place.send('one')
  const [before] = await place.store().editions.list({ limit: 1 })
  await place.restore(backup)
  rmSync(place.numbersFile)
  await place.send('one')
  const [after] = await place.store().editions.list({ limit: 1 })
  expect([before?.number, after?.number]).toEqual([1, 1])
  expect(before?.birth).toMatch(/^[\w-]{8}$/)
  expect(after?.birth).not.toBe(before?.birth)
})

test('a database that was made anew begins at 1, beside the numbers of another', async () => {
  const place = await aDatabase()
  writeFileSync(place.numbersFile, '\nanother-instance weekly 7 sent\n')
  expect(await place.store().editions.nextNumber('weekly')).toBe(1)
})

test('what was sent before there was such a file is in it from the next start on', async () => {
  const place = await aDatabase()
  await place.send('one')
  rmSync(place.numbersFile)
  await place.reopen()
  expect(new GivenNumbers(place.numbersFile, place.store().instance).highest('weekly', 'sent')).toBe(1)
})

test('a line that was cut off in the middle, and whatever else stands there, is passed over', async () => {
  const place = await aDatabase()
  await place.send('one')
  writeFileSync(place.numbersFile, `${readFileSync(place.numbersFile, 'utf8')}${place.store().instance} wee`)
  await place.send('two')
  expect(await place.numbers()).toEqual([2, 1])
  expect(new GivenNumbers(place.numbersFile, place.store().instance).highest('weekly', 'sent')).toBe(2)
  expect(statSync(place.numbersFile).mode & 0o077).toBe(0)
})

test('no mail leaves with a number that cannot be written down', async () => {
  const place = await aDatabase()
  await seeFresh(place.store(), ['one'])
  const made = await place.store().editions.make(editionOf(['one']))
  rmSync(place.numbersFile)
  mkdirSync(place.numbersFile)
  const id = typeof made === 'string' ? 0 : made.id
  const freezing = place.store().editions.freeze(id, at(30), anyTopic)
  await expect(freezing).rejects.toMatchObject({ problems: [{ code: 'store.unreadable' }] })
  expect(await place.store().editions.byId(id)).toMatchObject({ state: 'approved', candidateCount: undefined })
})

test('a database that is not there any more, although it sent, is not made anew without a word', async () => {
  const place = await aDatabase()
  await place.send('one')
  await place.store().close()
  rmSync(place.file)
  const problem = { code: 'store.missing', hint: expect.stringContaining('broadsheet db restore FILE') }
  await expect(place.reopen()).rejects.toMatchObject({ problems: [problem] })
  expect(existsSync(place.file)).toBe(false)
})

let ids = 0
const newId = () => `${String(ids++).padStart(8, '0')}tttttttt`

async function aDatabase() {
  const dir = mkdtempSync(join(tmpdir(), 'broadsheet-numbers-'))
  const file = join(dir, 'broadsheet.db')
  const url = `sqlite:${file}`
  const open = () => openStore({ url, now: at(0), newId })
  let store: Store = await open()
  onTestFinished(async () => {
    await store.close()
    rmSync(dir, { recursive: true })
  })
  return {
    file,
    numbersFile: numbersFile(url),
    store: () => store,
    async send(postId: string): Promise<void> {
      const known = (await store.posts.seen()).some(({ id }) => id === postId)
      if (known)
        await store.posts.recordScan({ at: at(0), fresh: [], known: [post(postId)], gone: [], newsletters: [] })
      else await seeFresh(store, [postId])
      await start(store, editionOf([postId]))
    },
    numbers: async () => (await store.editions.list({ limit: 10 })).map(({ number }) => number),
    async reopen(): Promise<void> {
      await store.close()
      store = await open()
    },
    async backUp(): Promise<string> {
      await this.reopen()
      await store.close()
      copyFileSync(file, `${file}.backup`)
      store = await open()
      return `${file}.backup`
    },
    /** By hand, as somebody does who knows nothing of `db restore`. */
    async restore(backup: string): Promise<void> {
      await store.close()
      copyFileSync(backup, file)
      store = await open()
    },
  }
}
