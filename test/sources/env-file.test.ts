import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BroadsheetError } from '../../src/config/problem.ts'
import { keepSecret, readEnvFile } from '../../src/sources/env-file.ts'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'broadsheet-'))
})
afterEach(() => rm(dir, { recursive: true }))

const makeSecret = () => 'fresh'

describe('keepSecret', () => {
  it('makes .env, for the eyes of its owner', async () => {
    expect(await keepSecret(dir, makeSecret)).toBe('made')
    expect(await text()).toBe('BROADSHEET_SECRET=fresh\n')
    expect((await stat(join(dir, '.env'))).mode & 0o777).toBe(0o600)
  })

  it('adds to one that others could read, which ends', async () => {
    await writeFile(join(dir, '.env'), 'SMTP_USER=mei', { mode: 0o644 })
    expect(await keepSecret(dir, makeSecret)).toBe('made')
    expect(await text()).toBe('SMTP_USER=mei\nBROADSHEET_SECRET=fresh\n')
    expect((await stat(join(dir, '.env'))).mode & 0o777).toBe(0o600)
  })

  it('keeps the one that is there, in .env or in the environment', async () => {
    await writeFile(join(dir, '.env'), 'BROADSHEET_SECRET=old\n')
    expect(await keepSecret(dir, makeSecret)).toBe('kept')
    expect(await text()).toBe('BROADSHEET_SECRET=old\n')
    await rm(join(dir, '.env'))
    expect(await keepSecret(dir, makeSecret, { BROADSHEET_SECRET: 'set' })).toBe('kept')
    expect(await readEnvFile(dir)).toEqual({})
  })

  it('takes an empty one for none', async () => {
    await writeFile(join(dir, '.env'), 'BROADSHEET_SECRET=\n')
    expect(await keepSecret(dir, makeSecret)).toBe('made')
    expect((await readEnvFile(dir)).BROADSHEET_SECRET).toBe('fresh')
  })

  it('says it where .env cannot be written', async () => {
    await expect(keepSecret(join(dir, 'nowhere'), makeSecret)).rejects.toThrow(BroadsheetError)
  })
})

function text(): Promise<string> {
  return readFile(join(dir, '.env'), 'utf8')
}
