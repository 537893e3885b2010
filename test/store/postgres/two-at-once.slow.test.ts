import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DebianPostgres, findPostgres } from '../../../bench/debian-postgres.ts'
import { schemaOf } from '../../../src/actions/database/server-backup.ts'
import { anyTopic, at, join, post, seeFresh } from '../../contract/store/store-world.ts'
import { freshSchema, storesOn } from './server-database.ts'

describe.skipIf(!findPostgres())('two programs on one server (skipped where PostgreSQL is not installed)', () => {
  let server: DebianPostgres
  beforeAll(async () => {
    server = await DebianPostgres.start()
  })
  afterAll(() => server.stop())

  async function two(url?: string) {
    const open = storesOn(url ?? (await freshSchema(server)))
    return Promise.all([open(), open()])
  }

  test('that start at once make the tables once', async () => {
    const [one, other] = await two()
    expect(one.instance).toBe(other.instance)
  })

  test('import lists that overlap: everybody is there once', async () => {
    const [one, other] = await two()
    const listFrom = (first: number) => ({
      newsletter: 'weekly',
      cadences: new Map([['weekly', 'default']]),
      rows: Array.from({ length: 1_200 }, (_, index) => {
        const address = `reader${first + index}@example.org`
        return { line: index + 1, address, key: address, status: 'active' as const }
      }),
      at: at(10),
      source: 'import list.csv' as const,
    })
    const counts = await Promise.all([
      one.subscribers.importRows(listFrom(0)),
      other.subscribers.importRows(listFrom(600)),
      join(other, 'reader5'),
    ])
    const [first, second] = counts
    expect(first.added + second.added).toBeGreaterThanOrEqual(1_799)
    expect(first.added + first.already + second.added + second.already).toBe(2_400)
    for (const number of [0, 5, 600, 1_199, 1_799]) {
      const record = await one.subscribers.find(`reader${number}@example.org`)
      expect([record?.subscriptions.length, record?.consents.length]).toEqual([1, 1])
    }
  })

  test('write down scans of different posts: all are there', async () => {
    const url = await freshSchema(server)
    const [one, other] = await two(url)
    const ids = (from: number) => Array.from({ length: 20 }, (_, index) => `post${from + index}`)
    const scans = [one, other].flatMap((store, which) =>
      ids(which * 20).map((id) =>
        store.posts.recordScan({
          at: at(0),
          fresh: [{ post: post(id), entryId: `tag:${id}` }],
          known: [],
          gone: [],
          newsletters: ['weekly'],
        }),
      ),
    )
    await Promise.all(scans)
    const rows = await server.ask<{ count: string }>(`select count(*) from ${schemaOf(url)}.posts`, 'broadsheet')
    expect(Number(rows[0]?.count)).toBe(40)
  })

  test('look at audiences at once, each in tables of its own connection', async () => {
    const [one, other] = await two()
    await seeFresh(one, ['lamp'], 0)
    for (const name of ['ada', 'ben', 'cho']) await join(one, name)
    await join(one, 'dov', { cadence: 'monthly' })
    const posts = [{ postId: 'lamp', newAt: at(10), tags: [] }]
    const asked = { newsletter: 'weekly', matchesTopics: anyTopic, transport: 'smtp' as const, posts }
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        (index % 2 === 0 ? one : other).editions.candidates(
          { ...asked, cadence: index % 4 < 2 ? 'default' : 'monthly' },
          at(60),
        ),
      ),
    )
    expect(answers.map(({ candidateCount }) => candidateCount)).toEqual([3, 3, 1, 1, 3, 3, 1, 1, 3, 3])
  })
})
