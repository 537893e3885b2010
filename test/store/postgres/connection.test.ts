import { CompiledQuery, sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { type Pool, PostgresConnection } from '../../../src/store/postgres/connection.ts'
import { openPostgresPool } from '../../../src/store/postgres/open-database.ts'
import { write } from '../../../src/store/transaction.ts'

type Answer = Record<string, unknown>[] | Error

/** Answers each statement as told, by the first pattern that fits it; and writes down who asked what. */
class FakePool implements Pool {
  readonly said: string[] = []
  readonly answers: [RegExp, Answer[]][]
  connections = 0
  dropped = 0

  constructor(answers: [RegExp, Answer[]][]) {
    this.answers = answers
  }

  async connect() {
    const connection = ++this.connections
    const query = async (text: string) => {
      this.said.push(`${connection} ${text.split(/[ ;]/, 2).join(' ').trim()}`)
      const told = this.answers.find(([pattern, answers]) => pattern.test(text) && answers.length > 0)?.[1].shift()
      if (told instanceof Error) throw told
      return { rows: told ?? [], rowCount: 0, command: 'SELECT' }
    }
    const release = (isDropped?: boolean | Error) => {
      if (isDropped) this.dropped++
    }
    // biome-ignore lint/suspicious/noExplicitAny: pg's own type is of many overloads, of which these two are used.
    return { query: query as any, release }
  }

  async end(): Promise<void> {}
}

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
    await connection.begin('begin')
    await expect(connection.executeQuery(ONE)).rejects.toThrow('connection lost')
    await connection.rollback()
    expect(pool.said).toEqual(['1 begin', '1 select one'])
  })

  test.each<[string, Answer[], boolean]>([
    ['committed', [[{ status: 'committed' }]], true],
    ['rolled back', [[{ status: 'aborted' }]], false],
    ['too old to be known', [[{ status: null }]], false],
    ['still under way, then committed', [[{ status: 'in progress' }], [{ status: 'committed' }]], true],
    ['still under way, then rolled back', [[{ status: 'in progress' }], [{ status: 'aborted' }]], false],
    ['asked of a server that starts', [LOST, LOST, [{ status: 'committed' }]], true],
  ])('at the commit, the server is asked: %s', async (_what, statuses, isCommitted) => {
    const pool = new FakePool([
      [/^begin/, [[{ transaction_id: '71' }]]],
      [/^commit/, [LOST]],
      [/pg_xact_status/, [...statuses]],
    ])
    const connection = new PostgresConnection(pool, 'db')
    await connection.begin('begin; select pg_current_xact_id()')
    const outcome = connection.commit().then(
      () => true,
      () => false,
    )
    expect(await outcome).toBe(isCommitted)
    const inProgress = statuses.some((answer) => Array.isArray(answer) && answer[0]?.status === 'in progress')
    expect(pool.said.some((said) => said.includes('pg_terminate_backend'))).toBe(inProgress)
  })
})

test('a fault at the commit that is none of the connection is no success', async () => {
  const pool = new FakePool([[/^commit/, [Object.assign(new Error('deferred'), { code: '23503' })]]])
  const connection = new PostgresConnection(pool, 'db')
  await connection.begin('begin')
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
