import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DebianPostgres, findPostgres } from '../../bench/debian-postgres.ts'

describe.skipIf(!findPostgres())('PostgreSQL for a test (skipped where it is not installed)', () => {
  let server: DebianPostgres
  beforeAll(async () => {
    server = await DebianPostgres.start({ max_connections: '17' })
  })
  afterAll(() => server.stop())

  test('has a database whose owner is no superuser, and the settings that were asked for', async () => {
    expect(await server.ask("select rolsuper from pg_roles where rolname = 'broadsheet'")).toEqual([
      { rolsuper: false },
    ])
    expect(await server.ask('show max_connections')).toEqual([{ max_connections: '17' }])
  })

  test.each(['fast', 'immediate'] as const)('keeps its port and what it holds over a restart: %s', async (how) => {
    await server.ask(`create table kept_${how} (a int); insert into kept_${how} values (1)`)
    const { url } = server
    await server.restart(how)
    expect(server.url).toBe(url)
    expect(await server.ask(`select a from kept_${how}`)).toEqual([{ a: 1 }])
  })

  test('its owner’s connections hang for a while, and then go on', async () => {
    const client = new pg.Client({ connectionString: server.url })
    await client.connect()
    let answer: Promise<unknown> | undefined
    await server.whileHanging(async () => {
      answer = client.query('select 1')
      expect(await Promise.race([answer, sleep(300, 'silent')])).toBe('silent')
      expect(await server.ask('select 1 as one')).toEqual([{ one: 1 }])
    })
    expect(await answer).toMatchObject({ rowCount: 1 })
    await client.end()
  })

  test('is gone when it was ended, until it begins again', async () => {
    await server.end()
    await expect(server.ask('select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    await server.begin()
    expect(await server.ask('select 1 as one')).toEqual([{ one: 1 }])
  })
})
