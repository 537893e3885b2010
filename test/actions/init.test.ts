import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type InitPorts, init } from '../../src/actions/init.ts'
import type { SiteFacts } from '../../src/config/starter-config.ts'
import { readConfig } from '../../src/sources/config-file.ts'
import { detectSite } from '../../src/sources/engines/engines.ts'
import { keepSecret } from '../../src/sources/env-file.ts'
import { ignoreInGit, writeNewFile } from '../../src/sources/new-files.ts'
import { copyTemplates, lookOf } from '../../src/sources/template-files.ts'
import { hasFiveFields } from '../config/five-fields.ts'
import { CORPORA, hasCorpora } from '../corpora.ts'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'broadsheet-'))
})
afterEach(() => rm(dir, { recursive: true }))

const SITE: SiteFacts = {
  dialect: 'hugo',
  title: 'The Lantern',
  baseUrl: 'https://lantern.example/',
  author: { name: 'Mei', email: 'mei@lantern.example' },
  language: 'zh-TW',
  timeZone: 'Asia/Taipei',
  contentDir: 'content',
  staticDirs: ['static'],
}

describe('init', () => {
  it("makes a publication of a site's folder that parses at once", async () => {
    await writeFile(join(dir, '.gitignore'), 'public/\n')
    const result = await init(dir, ports(SITE))
    expect(result).toMatchObject({
      engine: 'hugo',
      foundIn: ['hugo.toml'],
      written: expect.arrayContaining(['broadsheet.toml', 'templates/digest.mjml']),
      kept: [],
      secret: 'made',
      ignored: ['.env', 'broadsheet-data/', 'dist/'],
      guesses: [],
    })
    const { config, problems } = await readConfig(join(dir, 'broadsheet.toml'), {}, hasFiveFields)
    expect(problems).toEqual([])
    expect(config).toMatchObject({
      site: { title: 'The Lantern', url: 'https://lantern.example/', language: 'zh-TW', timezone: 'Asia/Taipei' },
      content: { source: join(dir, 'content'), dialect: 'hugo' },
      newsletters: [{ id: 'weekly', from: { address: 'news@lantern.example' } }],
    })
  })

  it('says what goes in no newsletter, of one that it made', async () => {
    const untaken = async () => [{ section: 'notes', files: ['content/notes/a.md'] }]
    const says = 'In no newsletter, since no `select` takes them: 1 post of notes/ (content/notes/a.md).'
    expect((await init(dir, { ...ports(SITE), inNoNewsletter: untaken }))?.guesses).toEqual([says])
    expect((await init(dir, { ...ports(SITE), inNoNewsletter: untaken }))?.guesses).toEqual([])
  })

  it('takes the sections that the site lists, and says why', async () => {
    const sections = { names: ['notes'], note: 'the largest', reason: 'the section with the most pages' }
    const result = await init(dir, ports({ ...SITE, sections }))
    expect(result?.guesses).toEqual([expect.stringContaining('what is below notes/, the section with the most pages')])
    const { config } = await readConfig(join(dir, 'broadsheet.toml'), {}, hasFiveFields)
    expect(config?.newsletters[0]?.select?.sections).toEqual(['notes'])
  })

  it('leaves everything as it is the second time, and says so', async () => {
    await init(dir, ports(SITE))
    const before = await snapshot()
    const again = await init(dir, ports({ ...SITE, title: 'Another' }))
    expect(again).toMatchObject({ written: [], kept: expect.arrayContaining(['broadsheet.toml']), secret: 'kept' })
    expect(await snapshot()).toEqual(before)
  })

  it('finds one content folder where it is, and says what it guessed', async () => {
    const bare = { ...SITE, title: undefined, baseUrl: undefined, timeZone: undefined, contentDir: 'posts' }
    expect((await init(dir, ports(bare)))?.guesses).toHaveLength(4)
    expect((await readConfig(join(dir, 'broadsheet.toml'), {}, hasFiveFields)).config?.content.source).toBe(
      join(dir, 'posts'),
    )
  })

  it('writes the look that is chosen, and asks for none where there is one', async () => {
    const modern = { ...ports(SITE), chooseLook: async () => 'modern' as const }
    expect(await init(dir, modern)).toMatchObject({ look: 'modern' })
    expect(await readFile(join(dir, 'templates/theme.toml'), 'utf8')).toContain('look = "modern"')
    const chooseLook = () => Promise.reject(new Error('was asked'))
    expect(await init(dir, { ...ports(SITE), chooseLook })).toMatchObject({ look: 'modern', written: [] })
  })

  it('writes nothing where no look is chosen', async () => {
    expect(await init(dir, { ...ports(SITE), chooseLook: async () => undefined })).toBeUndefined()
    expect(await readdir(dir)).toEqual([])
  })

  it('says what it looked for where there is no site, and writes nothing', async () => {
    const attempt = init(dir, ports(undefined))
    await expect(attempt).rejects.toMatchObject({
      exitCode: 1,
      problems: [{ code: 'init.no-site', file: dir, hint: LOOKED_FOR }],
    })
    expect(await readdir(dir)).toEqual([])
  })
})

describe.skipIf(!hasCorpora)('init on real Hugo sites (skipped without BROADSHEET_CORPORA)', () => {
  it.each([
    ['hugo-letsencrypt', 'config', { title: "Let's Encrypt", url: 'https://letsencrypt.org/', language: 'en-US' }],
    ['hugo-coderzh', 'config.yaml', { title: 'CoderZh Blog', url: 'https://blog.coderzh.com/', language: 'zh-CN' }],
    ['hugo-docs', 'hugo.toml', { title: 'Hugo', url: 'https://gohugo.io/', timezone: 'Europe/Oslo' }],
  ])('%s', async (corpus, settings, site) => {
    await cp(join(CORPORA, corpus, settings), join(dir, settings), { recursive: true })
    const found = await detectSite(dir)
    await init(dir, ports(await found?.facts()))
    const { config, problems } = await readConfig(join(dir, 'broadsheet.toml'), {}, hasFiveFields)
    expect(problems).toEqual([])
    expect(config?.site).toMatchObject(site)
  })
})

const LOOKED_FOR = 'Run it in the folder of a site.'

function ports(facts: SiteFacts | undefined): InitPorts {
  return {
    detectSite: async () => facts && { facts, files: ['hugo.toml'] },
    lookedFor: LOOKED_FOR,
    writeNewFile,
    lookOf,
    chooseLook: async () => 'classic',
    copyTemplates,
    keepSecret: (folder) => keepSecret(folder, () => 'x'.repeat(43)),
    ignoreInGit,
    inNoNewsletter: async () => [],
  }
}

async function snapshot(): Promise<Record<string, string>> {
  const names = ['broadsheet.toml', '.env', 'templates/digest.mjml']
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(dir, name), 'utf8')])),
  )
}
