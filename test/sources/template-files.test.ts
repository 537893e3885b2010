import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Config } from '../../src/config/config.ts'
import { BroadsheetError } from '../../src/config/problem.ts'
import { copyTemplates, readTemplates } from '../../src/sources/template-files.ts'

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
  const first = await copyTemplates(to)
  expect(first.kept).toEqual(['digest.mjml'])
  expect(first.written).toContain('post.mjml')
  expect(await readFile(join(to, 'digest.mjml'), 'utf8')).toBe('my own')
  expect(await copyTemplates(to)).toEqual({ written: [], kept: [...first.written, 'digest.mjml'].sort() })
})

it('says which file is in the way of the folder', async () => {
  await writeFile(join(dir, 'templates'), 'a file')
  await expect(readTemplates(config)).rejects.toThrow(BroadsheetError)
  await expect(copyTemplates(join(dir, 'templates'))).rejects.toThrow(BroadsheetError)
})
