import { join } from 'node:path'
import Database from 'better-sqlite3'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { aPublication } from './a-publication.ts'

/** A row for each of these: day, path, reader, subscribers. */
function report(dir: string, rows: [string, string, string, number][]): void {
  const database = new Database(join(dir, 'data/broadsheet.db'))
  const insert = database.prepare('insert into feed_readers (day, path, reader, subscribers) values (?, ?, ?, ?)')
  for (const row of rows) insert.run(...row)
  database.close()
}

/** So many days ago, in the zone of the test publication. */
function day(ago: number): string {
  return Temporal.Now.plainDateISO('Asia/Taipei').subtract({ days: ago }).toString()
}

test('readers of feeds are shown of the last day that is over', async () => {
  const { dir, run } = aPublication()
  expect((await run('status')).stdout).not.toContain('Subscribers')
  const [yesterday, today] = [day(1), day(0)]
  report(dir, [
    [yesterday, '/feed.xml', 'Feedly', 1234],
    [yesterday, '/feed.xml', 'Feedbin feed-id:1', 5],
    [yesterday, '/feed.xml', 'Feedbin feed-id:2', 7],
    [yesterday, '/tags/maps/atom.xml', 'NewsBlur', 3],
    [today, '/feed.xml', 'Feedly', 1235],
  ])
  expect((await run('status')).stdout).toContain(
    `Subscribers of feeds on ${yesterday}, as readers report them:
  /feed.xml            1,246  Feedly 1,234, Feedbin 12
  /tags/maps/atom.xml  3      NewsBlur 3`,
  )
  const { readership } = JSON.parse((await run('status', '--json')).stdout)
  expect(readership).toHaveLength(3)
  expect(readership[2]).toEqual({ day: today, path: '/feed.xml', subscribers: 1235, readers: { Feedly: 1235 } })
})
