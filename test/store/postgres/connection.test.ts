import { CompiledQuery, sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { type Pool, PostgresConnection } from '../../../src/store/postgres/connection.ts'
import { openPostgresPool } from '../../../src/store/postgres/open-database.ts'
import { write } from '../../../src/store/transaction.ts'

type Answer = Record<string, unknown>[] | Error

/** Answers each statement as told, by the first pattern that fits it; and writes down who asked what. */
class FakePool implements Pool {
  readonly said: string[] = []
  readonly texts: string[] = []
  readonly answers: [RegExp, Answer[]][]
  connections = 0
  dropped = 0

  constructor(answers: [RegExp, Answer[]][]) {
    this.answers = answers
  }

  async connect() {
    const connection = ++this.connections
    const query = async (text: string) => {
      this.said.push(`${connection} ${text.trim().split(/[ ;]/, 2).join(' ').trim()}`)
      this.texts.push(text)
      const told = this.answers.find(([pattern, answers]) => pattern.test(text) && answers.length > 0)?.[1].shift()
      if (told instanceof Error) throw told
      const result = { rows: told ?? [], rowCount: 0, command: 'SELECT' }
      return text.includes(';') ? [result] : result
    }
    const release = (isDropped?: boolean | Error) => {
      if (isDropped) this.dropped++
    }
    // biome-ignore lint/suspicious/noExplicitAny: pg's own type is of many overloads, of which these two are used.
    return { query: query as any, release }
  }

  async end(): Promise<void> {}
}

const LOCKED = Object.assign(new Error('a lock was not had in time'), { code: '55P03' })
const LOST = Object.assign(new Error('gone'), { code: '57P01' })
const ONE = CompiledQuery.raw('select one')
const USABLE: [RegExp, Answer[]] = [/server_version_num/, [[{ version: 150_000, schema: 'public', replica: false }]]]

describe('a connection that is lost', () => {
  test('while it reads, the same is asked on another', async () => {
    const pool = new FakePool([[/one/, [LOST, LOST, [{ one: 1 }]]]])
    const connection = new PostgresConnection(pool, 'db')
    expect((await connection.executeQuery(ONE)).rows).toEqual([{ one: 1 }])
    connection.release()
    expect(pool.said).toEqual(['1 select one', '2 select one', '3 select one'])
    expect(pool.dropped).toBe(2)
  })

  test('within a transaction, nothing more is asked in it', async () => {
    const pool = new FakePool([[/one/, [LOST]]])
    const connection = new PostgresConnection(pool, 'db')
    await connection.begin(undefined)
    await expect(connection.executeQuery(ONE)).rejects.toThrow('connection lost')
    await connection.rollback()
    expect(pool.said).toEqual(['1 begin isolation', '1 select one'])
  })

  test('a transaction whose beginning fails has begun nothing', async () => {
    const pool = new FakePool([[/^\s*begin/, [LOCKED]]])
    const connection = new PostgresConnection(pool, 'db')
    await expect(connection.begin('alone')).rejects.toThrow('55P03')
    expect(pool.said.filter((said) => said.endsWith('commit'))).toEqual([])
  })

  test('a transaction that lost its connection asks nothing on another, and commits nothing', async () => {
    const pool = new FakePool([[/one/, [LOST]]])
    const connection = new PostgresConnection(pool, 'db')
    await connection.begin('together')
    await expect(connection.executeQuery(ONE)).rejects.toThrow('connection lost')
    await expect(connection.executeQuery(ONE)).rejects.toThrow('connection lost')
    await expect(connection.commit()).rejects.toThrow('connection lost')
    expect(pool.connections).toBe(1)
  })

  const OWN = 'its own mark'
  test.each<[string, (Error | string)[], boolean]>([
    ['committed', [OWN], true],
    ['rolled back, and there was one before it', ['the mark before it'], false],
    ['rolled back, and it was the first', [''], false],
    ['still under way, then committed', [LOCKED, OWN], true],
    ['still under way, then rolled back', [LOCKED, ''], false],
    ['asked of a server that starts', [LOST, LOST, OWN], true],
  ])('at the commit, the mark is looked for: %s', async (_what, marks, isCommitted) => {
    const found: Answer[] = []
    const pool = new FakePool([
      [/^\s*begin/, [[{ pid: 4, transaction_id: '71' }]]],
      [/^commit/, [LOST]],
      [/returning mark/, found],
    ])
    const connection = new PostgresConnection(pool, 'db')
    await connection.begin('together')
    const own = /values \('[^']+', '([^']+)'/.exec(pool.texts.find((text) => text.includes('begin')) ?? '')?.[1]
    found.push(...marks.map((mark) => (mark instanceof Error ? mark : [{ mark: mark === OWN ? own : mark }])))
    const outcome = connection.commit().then(
      () => true,
      () => false,
    )
    expect(await outcome).toBe(isCommitted)
    // What may still be under way is ended before it is asked for.
    const asked = pool.texts.slice(pool.texts.indexOf('commit') + 1)
    expect(asked[0]).toContain('pg_terminate_backend')
    expect(own).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('a pool makes the table of marks once, and each transaction is marked anew', async () => {
    const pool = new FakePool([])
    const connection = new PostgresConnection(pool, 'db')
    for (const writers of ['alone', 'together'] as const) {
      await connection.begin(writers)
      await connection.commit()
    }
    expect(pool.said).toEqual([
      '1 select pg_advisory_xact_lock(1114795873,',
      '1 begin',
      '1 commit',
      '1 begin',
      '1 commit',
    ])
    expect(new Set(pool.texts.filter((text) => text.includes('begin'))).size).toBe(2)
  })
})

test('a fault at the commit that is none of the connection is no success', async () => {
  const pool = new FakePool([[/^commit/, [Object.assign(new Error('deferred'), { code: '23503' })]]])
  const connection = new PostgresConnection(pool, 'db')
  await connection.begin('together')
  await expect(connection.commit()).rejects.toThrow('deferred')
})

test('work that met a deadlock is done again, from its begin', async () => {
  const pool = new FakePool([USABLE, [/two/, [Object.assign(new Error('deadlock'), { code: '40P01' }), [{ two: 2 }]]]])
  const { db } = await openPostgresPool(pool, 'db')
  const result = await write(db, async (trx) => (await sql`select two`.execute(trx)).rows)
  expect(result).toEqual([{ two: 2 }])
  expect(pool.said.filter((said) => / (begin|rollback|commit)/.test(said)).map((said) => said.slice(2).trim())).toEqual(
    ['begin', 'rollback', 'begin', 'commit'],
  )
})

describe('a server that cannot be used is told at once', () => {
  test.each([
    [{ version: 130_012, schema: 'public', replica: false }, 'store.too-old', /version 13; .* 14 or newer/],
    [{ version: 150_000, schema: 'public', replica: true }, 'store.unwritable', /replica/],
    [{ version: 150_000, schema: null, replica: false }, 'store.missing', /no schema/],
  ])('%j: %s', async (answer, code, message) => {
    const opening = openPostgresPool(new FakePool([[/server_version_num/, [[answer]]]]), 'db')
    await expect(opening).rejects.toMatchObject({
      problems: [{ code, file: 'db', message: expect.stringMatching(message), hint: expect.stringMatching(/\w/) }],
    })
  })
})
