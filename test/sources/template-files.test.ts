import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Config } from '../../src/config/config.ts'
import { BroadsheetError } from '../../src/config/problem.ts'
import { readTheme } from '../../src/config/read-theme.ts'
import { LOOK_NAMES } from '../../src/config/theme.ts'
import { copyTemplates, lookOf, readTemplates, templatePicture } from '../../src/sources/template-files.ts'

let dir: string
let config: Config
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'broadsheet-'))
  config = { dir } as Config
})
afterEach(() => rm(dir, { recursive: true }))

it('reads what Broadsheet brings where the operator has no templates', async () => {
  const templates = await readTemplates(config)
  const ours = new URL('../../templates/digest.mjml', import.meta.url)
  expect(templates.get('digest.mjml')).toBe(await readFile(ours, 'utf8'))
  expect([...templates.keys()]).toContain('parts/mail.mjml')
})

it("reads the operator's own before Broadsheet's, and those that only the operator has", async () => {
  await mkdir(join(dir, 'templates/mine'), { recursive: true })
  await writeFile(join(dir, 'templates/digest.mjml'), '<mjml>my own</mjml>')
  await writeFile(join(dir, 'templates/mine/letter.mjml'), '\uFEFF<mjml>a letter</mjml>')
  await writeFile(join(dir, 'templates/.digest.mjml.swp'), 'left by an editor')
  const templates = await readTemplates(config)
  expect(templates.get('digest.mjml')).toBe('<mjml>my own</mjml>')
  expect(templates.get('mine/letter.mjml')).toBe('<mjml>a letter</mjml>')
  expect(templates.has('post.mjml')).toBe(true)
  expect([...templates.keys()].filter((name) => name.includes('.swp'))).toEqual([])
})

it('copies them, and never over what is there', async () => {
  const to = join(dir, 'templates')
  await mkdir(to)
  await writeFile(join(to, 'digest.mjml'), 'my own')
  const first = await copyTemplates(to, 'classic')
  expect(first.kept).toEqual(['digest.mjml'])
  expect(first.written).toContain('post.mjml')
  expect(await readFile(join(to, 'digest.mjml'), 'utf8')).toBe('my own')
  expect(await copyTemplates(to, 'classic')).toEqual({ written: [], kept: [...first.written, 'digest.mjml'].sort() })
})

it('brings the parts of the look that the theme names, and that look’s theme', async () => {
  const classic = await readTemplates(config)
  await mkdir(join(dir, 'templates'))
  await writeFile(join(dir, 'templates/theme.toml'), 'look = "modern"\n[light]\nlink = "#123456"\n')
  const modern = await readTemplates(config)
  const changed = [...modern].filter(([name, text]) => classic.get(name) !== text).map(([name]) => name)
  expect(changed.sort()).toEqual([
    'digest.mjml',
    'look/theme.toml',
    'parts/masthead.mjml',
    'parts/story.mjml',
    'theme.toml',
  ])
  expect(readTheme(modern).theme).toMatchObject({ look: 'modern', light: { link: '#123456', ground: '#eef1f5' } })
})

it.each(LOOK_NAMES)('copies the look %s, which is then the one that is there', async (look) => {
  const to = join(dir, 'templates')
  expect(await lookOf(to)).toBeUndefined()
  const { written } = await copyTemplates(to, look)
  expect(written).toEqual(expect.arrayContaining(['theme.toml', 'digest.mjml', 'parts/story.mjml', 'page.css']))
  expect(await lookOf(to)).toBe(look)
  const own = await readTemplates(config)
  await rm(join(to, 'parts/story.mjml'))
  expect((await readTemplates(config)).get('parts/story.mjml')).toBe(own.get('parts/story.mjml'))
})

it('reads no picture as a text', async () => {
  await mkdir(join(dir, 'templates'))
  await writeFile(join(dir, 'templates/logo.png'), Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff]))
  expect([...(await readTemplates(config)).keys()]).not.toContain('logo.png')
})

it('finds a theme’s picture within the templates alone', async () => {
  await mkdir(join(dir, 'templates'))
  await writeFile(join(dir, 'templates/logo.png'), 'x')
  await writeFile(join(dir, 'secret.png'), 'x')
  await symlink(join(dir, 'secret.png'), join(dir, 'templates/out.png'))
  expect(await templatePicture(config, 'logo.png')).toBe(join(dir, 'templates/logo.png'))
  expect(await templatePicture(config, 'out.png')).toBeUndefined()
  expect(await templatePicture(config, 'none.png')).toBeUndefined()
})

it('says which file is in the way of the folder', async () => {
  await writeFile(join(dir, 'templates'), 'a file')
  await expect(readTemplates(config)).rejects.toThrow(BroadsheetError)
  await expect(copyTemplates(join(dir, 'templates'), 'classic')).rejects.toThrow(BroadsheetError)
})
