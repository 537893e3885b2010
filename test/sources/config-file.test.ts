import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readConfig } from '../../src/sources/config-file.ts'
import { asNobody } from '../as-nobody.ts'
import { hasFiveFields } from '../config/five-fields.ts'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'broadsheet-'))
})
afterEach(() => rm(dir, { recursive: true }))

const TOML = '[site]\ntitle = "${TITLE}"\nurl = "https://lantern.example/"\n'
const SECRET = `BROADSHEET_SECRET=${'x'.repeat(43)}\n`

describe('readConfig', () => {
  it('reads .env beside broadsheet.toml; what the process was started with wins', async () => {
    await put('broadsheet.toml', TOML)
    await put('.env', `${SECRET}TITLE="From .env"\n`)
    expect((await read()).config?.site.title).toBe('From .env')
    expect((await read({ TITLE: 'From the process' })).config?.site.title).toBe('From the process')
    expect((await read({ TITLE: undefined })).config?.site.title).toBe('From .env')
  })

  it('does without .env, and with a byte order mark', async () => {
    await put('broadsheet.toml', `\uFEFF${TOML}`)
    const env = { TITLE: 'The Lantern', BROADSHEET_SECRET: 'x'.repeat(43) }
    expect(await read(env)).toMatchObject({ problems: [], config: { dir, site: { title: 'The Lantern' } } })
  })

  it('says what to do where there is no file', async () => {
    expect((await read()).problems).toMatchObject([
      {
        code: 'config.unreadable',
        file: join(dir, 'broadsheet.toml'),
        hint: expect.stringContaining('broadsheet init'),
      },
    ])
  })

  it('says which file cannot be read', async () => {
    await put('broadsheet.toml', TOML)
    await put('.env', SECRET)
    await chmod(dir, 0o755)
    await chmod(join(dir, '.env'), 0)
    expect((await asNobody(read)).problems).toMatchObject([{ code: 'config.unreadable', file: join(dir, '.env') }])
  })

  it('takes a folder for no file', async () => {
    expect((await readConfig(dir, {}, hasFiveFields)).problems).toMatchObject([{ code: 'config.unreadable' }])
  })
})

function put(name: string, text: string): Promise<void> {
  return writeFile(join(dir, name), text)
}

function read(env: Record<string, string | undefined> = {}) {
  return readConfig(join(dir, 'broadsheet.toml'), env, hasFiveFields)
}
