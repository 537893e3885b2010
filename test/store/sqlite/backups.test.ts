import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openStore, type Store } from '../../../src/store/open-store.ts'
import { backUpDatabase } from '../../../src/store/sqlite/back-up-database.ts'
import { inspectDatabase } from '../../../src/store/sqlite/inspect-database.ts'
import { restoreDatabase } from '../../../src/store/sqlite/restore-database.ts'
import { at, editionOf, idsInTurn, seeFresh, start, join as subscribe } from '../../contract/store/store-world.ts'

describe('a backup', () => {
  test('is whole and its owner’s alone, one file, taken while others write', async () => {
    const { store, file, dir } = await aDatabase()
    await subscribe(store, 'before')
    const copying = backUpDatabase(file, join(dir, 'copy.db'))
    for (let i = 0; i < 20; i++) await subscribe(store, `during${i}`)
    const { bytes } = await copying
    await subscribe(store, 'after')
    expect(statSync(join(dir, 'copy.db'))).toMatchObject({ size: bytes })
    expect(statSync(join(dir, 'copy.db')).mode & 0o777).toBe(0o600)
    expect(readdirSync(dir).filter((name) => name.startsWith('copy.db'))).toEqual(['copy.db'])
    const inspection = inspectDatabase(join(dir, 'copy.db'))
    expect(inspection).toMatchObject({ damage: [], dangling: [], unaccounted: [], isOpenToOthers: false })
    expect(inspection.subscriberCount).toBeGreaterThan(0)
    expect(inspection.subscriberCount).toBeLessThan(22)
  })

  test('replaces an earlier one, and nothing else: not the database, no other file, no other publication’s', async () => {
    const { store, file, dir } = await aDatabase()
    await backUpDatabase(file, join(dir, 'copy.db'))
    await subscribe(store, 'mei')
    await backUpDatabase(file, join(dir, 'copy.db'))
    expect(inspectDatabase(join(dir, 'copy.db')).subscriberCount).toBe(1)
    writeFileSync(join(dir, 'letter'), 'Dear Ada')
    const other = await aDatabase()
    for (const target of [file, join(dir, 'letter'), other.file]) {
      const before = readFileSync(target)
      await expect(backUpDatabase(file, target)).rejects.toMatchObject({ problems: [{ code: 'store.backup-target' }] })
      expect(readFileSync(target).equals(before)).toBe(true)
    }
    await expect(backUpDatabase(file, join(dir, 'not/there.db'))).rejects.toMatchObject({
      problems: [{ code: 'store.unreadable' }],
    })
  })

  test('of a damaged database is none, and the earlier one stays', async () => {
    const { store, file, dir } = await aDatabase()
    for (let i = 0; i < 50; i++) await subscribe(store, `reader${i}`)
    await backUpDatabase(file, join(dir, 'copy.db'))
    const before = readFileSync(join(dir, 'copy.db'))
    await store.close()
    damage(file)
    await expect(backUpDatabase(file, join(dir, 'copy.db'))).rejects.toMatchObject({
      problems: [{ code: 'store.damaged' }],
    })
    expect(readFileSync(join(dir, 'copy.db')).equals(before)).toBe(true)
    expect(readdirSync(dir).filter((name) => name.endsWith('.new'))).toEqual([])
  })
})

describe('a restore', () => {
  test('puts the copy in place, keeps what was there, and lets nothing go out that was on its way', async () => {
    const { store, file, dir, reopen } = await aDatabase()
    await subscribe(store, 'mei')
    await seeFresh(store, ['one'])
    await start(store, editionOf(['one']))
    await store.leases.acquire('delivery', 'us', at(40), 30_000)
    await backUpDatabase(file, join(dir, 'copy.db'))
    await subscribe(store, 'later')
    await store.close()
    const { kept, paused } = await restoreDatabase(file, join(dir, 'copy.db'), at(60))
    expect(paused).toEqual(['weekly/1'])
    expect(kept).toBe(`${file}.before-20261116T100000Z`)
    expect(inspectDatabase(kept ?? '').subscriberCount).toBe(2)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const again = await reopen()
    expect(await again.subscribers.find('later@example.org')).toBeUndefined()
    expect(await again.editions.find('weekly', 1)).toMatchObject({ state: 'paused', reason: 'restored' })
    expect(await again.leases.acquire('delivery', 'others', at(41), 30_000)).toHaveProperty('fence')
    expect(inspectDatabase(file)).toMatchObject({ damage: [], unaccounted: [] })
  })

  test('is refused while anybody has the database open', async () => {
    const { store, file, dir } = await aDatabase()
    await backUpDatabase(file, join(dir, 'copy.db'))
    await expect(restoreDatabase(file, join(dir, 'copy.db'), at(60))).rejects.toMatchObject({
      problems: [{ code: 'store.in-use', hint: expect.stringContaining('systemctl stop') }],
    })
    await subscribe(store, 'mei')
    expect(readdirSync(dir).filter((name) => name.includes('before') || name.endsWith('.new'))).toEqual([])
  })

  test('heals a damaged database, and one that is not there', async () => {
    const { store, file, dir, reopen } = await aDatabase()
    await subscribe(store, 'mei')
    await backUpDatabase(file, join(dir, 'copy.db'))
    await store.close()
    writeFileSync(file, 'This is a letter and not a database. '.repeat(200))
    const { kept = '' } = await restoreDatabase(file, join(dir, 'copy.db'), at(60))
    expect(readFileSync(kept, 'utf8')).toMatch(/^This is a letter/)
    rmSync(file)
    expect((await restoreDatabase(file, join(dir, 'copy.db'), at(61))).kept).toBeUndefined()
    expect(await (await reopen()).subscribers.find('mei@example.org')).toBeDefined()
  })

  test('leaves everything as it is where the copy is none of ours, or damaged', async () => {
    const { store, file, dir } = await aDatabase()
    for (let i = 0; i < 50; i++) await subscribe(store, `reader${i}`)
    await store.close()
    const before = readFileSync(file)
    copyFileSync(file, join(dir, 'damaged'))
    damage(join(dir, 'damaged'))
    writeFileSync(join(dir, 'letter'), 'This is a letter and not a database. '.repeat(200))
    new Database(join(dir, 'songs')).exec('create table songs (title text)').close()
    const refusals = { damaged: 'damaged', letter: 'not-a-database', songs: 'foreign', nothing: 'unreadable' }
    for (const [name, code] of Object.entries(refusals)) {
      const restoring = restoreDatabase(file, join(dir, name), at(60))
      await expect(restoring, name).rejects.toMatchObject({ problems: [{ code: `store.${code}` }] })
    }
    await expect(restoreDatabase(file, file, at(60))).rejects.toMatchObject({
      problems: [{ code: 'store.backup-target' }],
    })
    expect(readFileSync(file).equals(before)).toBe(true)
    expect(existsSync(`${file}.before-20261116T100000Z`)).toBe(false)
  })
})

describe('the check', () => {
  test('names an edition whose people do not add up, rows that lead nowhere, and damage', async () => {
    const { store, file } = await aDatabase()
    for (let i = 0; i < 50; i++) await subscribe(store, `reader${i}`)
    await seeFresh(store, ['one'])
    await start(store, editionOf(['one']))
    await store.close()
    sql(file, 'delete from deliveries where id <= 2')
    sql(file, 'delete from subscribers where id = 50')
    expect(inspectDatabase(file)).toMatchObject({
      damage: [],
      dangling: expect.arrayContaining([{ table: 'consents', count: 1 }]),
      unaccounted: [{ newsletter: 'weekly', number: 1, candidates: 50, deliveries: 48, excluded: 0 }],
    })
    damage(file)
    expect(() => inspectDatabase(file)).toThrow('The database is damaged')
  })

  test('at a start refuses a damaged database with a sentence, and lets a whole one through', async () => {
    const { store, file } = await aDatabase()
    for (let i = 0; i < 50; i++) await subscribe(store, `reader${i}`)
    await store.close()
    const checked = () => openStore({ url: `sqlite:${file}`, now: at(0), newId, check: true })
    await (await checked()).close()
    damage(file)
    await expect(checked()).rejects.toMatchObject({
      problems: [
        {
          code: 'store.damaged',
          message: expect.stringMatching(/^The database is damaged: [^\n*]+\.$/),
          hint: expect.stringContaining('broadsheet db restore FILE'),
        },
      ],
    })
  })

  test('finds the index that lost its rows, which is how a log that was taken away shows', async () => {
    const { store, file } = await aDatabase()
    for (let i = 0; i < 50; i++) await subscribe(store, `reader${i}`)
    await store.close()
    const schema = (statement: string) => {
      const database = new Database(file).unsafeMode()
      database.pragma('writable_schema = on')
      database.exec(statement)
      database.close()
    }
    schema("create table aside as select * from sqlite_schema where name = 'subscriptions_candidates'")
    schema("delete from sqlite_schema where name = 'subscriptions_candidates'")
    sql(file, 'delete from subscriptions where id = 7')
    schema('insert into sqlite_schema select * from aside')
    expect(inspectDatabase(file).damage.join()).toContain('wrong # of entries in index subscriptions_candidates')
  })
})

/** A page in the middle is overwritten. */
function damage(file: string): void {
  const bytes = readFileSync(file)
  const page = 4096
  bytes.fill(0x5a, page, Math.min(bytes.length, 12 * page))
  writeFileSync(file, bytes)
  truncateSync(file, bytes.length)
}

function sql(file: string, statement: string): void {
  const database = new Database(file)
  database.pragma('foreign_keys = off')
  database.exec(statement)
  database.close()
}

const newId = idsInTurn()

async function aDatabase() {
  const dir = mkdtempSync(join(tmpdir(), 'broadsheet-backups-'))
  const file = join(dir, 'broadsheet.db')
  const stores: Store[] = []
  const reopen = async () => {
    const store = await openStore({ url: `sqlite:${file}`, now: at(0), newId })
    stores.push(store)
    return store
  }
  onTestFinished(async () => {
    for (const store of stores) await store.close()
    rmSync(dir, { recursive: true })
  })
  return { store: await reopen(), file, dir, reopen }
}
