import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { MIGRATIONS } from '../../src/store/migrations/migrations.ts'
import { openStore } from '../../src/store/open-store.ts'
import { SQLITE } from '../../src/store/sqlite/engine.ts'
import { at } from '../contract/store/store-world.ts'

const FOLDER = new URL('../../src/store/migrations/', import.meta.url)

test('migrations stand in the order of their numbers, each once', async () => {
  const files = (await readdir(FOLDER)).filter((name) => /^\d{3}-/.test(name)).sort()
  const modules = await Promise.all(files.map((name) => import(new URL(name, FOLDER).href)))
  expect(MIGRATIONS).toEqual(
    modules.map((module) => Object.values(module).find((value) => typeof value === 'function')),
  )
})

test.each([1, 2, 3])(
  'a database of version %i is brought to the tables of a new one, with all that it holds',
  async (version) => {
    const dir = await newDir()
    const [old, fresh] = [join(dir, 'old.db'), join(dir, 'fresh.db')]
    makeOld(old, version)
    await brought(old)
    await brought(fresh)
    expect(schemaOf(old)).toEqual(schemaOf(fresh))
    const raw = new Database(old, { readonly: true })
    onTestFinished(() => void raw.close())
    const rows = (query: string) => raw.prepare(query).all()
    expect(rows("select value from meta where key in ('instance', 'version') order by key")).toEqual([
      { value: 'the-old-instance' },
      { value: String(MIGRATIONS.length) },
    ])
    // A trial uses up no number.
    expect(rows('select id, number, trial, repeats, transport, birth, why from editions order by id')).toEqual([
      { id: 1, number: 1, trial: null, repeats: 0, transport: 'smtp', birth: null, why: null },
      { id: 2, number: null, trial: 2, repeats: 0, transport: 'mailbox', birth: null, why: null },
    ])
    expect(rows('select mask, subject, dated_at, placeholder from variants')).toEqual([
      { mask: 1, subject: 'Old', dated_at: 0, placeholder: null },
    ])
    expect(rows('select state, reason, uncertain_count from deliveries order by id')).toEqual([
      { state: 'rejected', reason: 'no-such-address', uncertain_count: 0 },
      { state: 'accepted', reason: null, uncertain_count: 1 },
    ])
    expect(rows('select address_key, action, reason, at, source from suppression_steps order by id')).toEqual([
      { address_key: 'gone@a.example', action: 'suppressed', reason: 'bounced', at: 5, source: 'delivery' },
      { address_key: 'left@a.example', action: 'suppressed', reason: 'operator', at: 6, source: 'cli' },
      { address_key: 'list@a.example', action: 'suppressed', reason: 'imported', at: 7, source: 'import list.csv' },
    ])
    // Its schedules were always what they are: what it missed meanwhile is caught up.
    expect(rows('select newsletter_id, cadence, expression, since from schedules')).toEqual([
      { newsletter_id: 'weekly', cadence: '', expression: '', since: 0 },
    ])
    // What went out before there was a search is found, too.
    expect(rows('select edition_id, newsletter_id, number, words from archive')).toEqual([
      { edition_id: 1, newsletter_id: 'weekly', number: 1, words: 'old p' },
    ])
    expect(rows('select rowid from archive_words where archive_words match \'"ol"*\'')).toEqual([{ rowid: 1 }])
    expect(rows('pragma foreign_key_check')).toEqual([])
  },
)

/** As the first programs left it: only what their migrations made, with something in each table that later ones change. */
function makeOld(file: string, version: number): void {
  const raw = new Database(file)
  raw.exec('create table meta (key text primary key, value text not null)')
  raw.exec(`insert into meta values ('version', '${version}'), ('instance', 'the-old-instance'), ('created_at', '0')`)
  for (const migration of MIGRATIONS.slice(0, version))
    for (const statement of migration(SQLITE.columnTypes)) raw.exec(statement)
  raw.exec(`
    insert into newsletters values ('weekly', 1);
    insert into posts values ('p', 'e', 'p.md', '/p/', '[]', 'P', 'h', 1, '+00:00', 1, 1, 1, null, null);
    insert into newsletter_posts values ('weekly', 'p', 1);
    insert into subscribers values (1, 'h1', 'gone@a.example', 'gone@a.example', null, 1),
      (2, 'h2', 'ann@a.example', 'ann@a.example', 'Ann', 1);
    insert into subscriptions values (1, 's1', 1, 'weekly', 'weekly', '[]', 1, 'active', 1),
      (2, 's2', 2, 'weekly', 'weekly', '[]', 1, 'active', 1);
    insert into editions values (1, 'weekly', 1, 'weekly', 2, 'sent', null, 3, 2, null, 'smtp', null, 'Old', '{}', 2),
      (2, 'weekly', 2, 'weekly', 4, 'sent', null, 5, 4, null, 'mailbox', null, 'Tried', '{}', 0);
    insert into edition_steps values (1, 1, 'sent', null, 3);
    insert into edition_posts values (1, 'p', 0, 1, '[]');
    insert into variants values (1, 1, 1, 'en', 'Old', '', '<p>', 'p');
    insert into variant_posts values (1, 'p');
    insert into suppressions values ('gone@a.example', 'bounced', 5, null), ('left@a.example', 'operator', 6, null),
      ('list@a.example', 'imported', 7, 'import list.csv');
    insert into deliveries (edition_id, subscriber_id, subscription_id, variant_id, address, state, state_at, queued_at,
      uncertain_count, reply_code, reply_enhanced)
    values (1, 1, 1, 1, 'gone@a.example', 'rejected', 5, 2, 0, 550, '5.1.1'),
      (1, 2, 2, 1, 'ann@a.example', 'accepted', 5, 2, 1, 250, '2.0.0');
  `)
  raw.close()
}

async function brought(file: string): Promise<void> {
  const store = await openStore({ url: `sqlite:${file}`, now: at(0), newId: () => 'a-new-instance' })
  // What opens is read with the code of today, too.
  await store.editions.open()
  await store.subscribers.find('ann@a.example')
  await store.close()
}

function schemaOf(file: string): unknown[] {
  const raw = new Database(file, { readonly: true })
  const tables = raw
    .prepare("select name from sqlite_master where type = 'table' order by name")
    .pluck()
    .all() as string[]
  const columns = tables.map((name) => [
    name,
    raw.pragma(`table_xinfo(${name})`),
    raw.pragma(`foreign_key_list(${name})`),
  ])
  const indexes = raw.prepare("select name, sql from sqlite_master where type = 'index' order by name").all()
  raw.close()
  return [...columns, indexes]
}

async function newDir(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'broadsheet-migrations-'))
  onTestFinished(() => rm(dir, { recursive: true }))
  return dir
}
