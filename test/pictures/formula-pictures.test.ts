import { existsSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { makeFormulaPictures, publishFormulaPictures } from '../../src/pictures/formula-pictures.ts'
import { aFolder } from '../sources/a-folder.ts'

const formulas = [
  { source: 'x^2', isBlock: false },
  { source: '\\broken', isBlock: true },
]
const url = 'https://news.example/'

test('a PNG of twice the size, white where there is no ink; what is broken has none', async () => {
  const dir = aFolder({})
  const { pictures, problems } = await makeFormulaPictures(formulas, dir, url)
  expect([problems, [...pictures.keys()]]).toEqual([[], ['inline:x^2']])
  const picture = pictures.get('inline:x^2')
  const name = /^https:\/\/news\.example\/pictures\/([0-9a-f]{32}\.png)$/.exec(picture?.url ?? '')?.[1] ?? ''
  const image = sharp(join(dir, name))
  const { width, height, format } = await image.metadata()
  expect([width, height, format]).toEqual([2 * (picture?.width ?? 0), 2 * (picture?.height ?? 0), 'png'])
  const { channels } = await image.flatten({ background: '#000000' }).stats()
  expect(channels[0]?.mean).toBeGreaterThan(180)
})

test('what was drawn is found again, under a name that hangs on the formula alone', async () => {
  const dir = aFolder({})
  const first = await makeFormulaPictures(formulas, dir, url)
  const name = first.pictures.get('inline:x^2')?.url.split('/').at(-1) ?? ''
  const { mtimeMs } = statSync(join(dir, name))
  expect(await makeFormulaPictures(formulas, dir, url)).toEqual(first)
  expect(statSync(join(dir, name)).mtimeMs).toBe(mtimeMs)
  const elsewhere = await makeFormulaPictures(formulas.slice(0, 1), aFolder({}), url)
  expect(elsewhere.pictures.get('inline:x^2')?.url).toBe(first.pictures.get('inline:x^2')?.url)
})

test('what an earlier formula defines makes another picture of the same source', async () => {
  const dir = aFolder({})
  const nameAfter = async (definition: string) => {
    const both = [definition, '\\R'].map((source) => ({ source, isBlock: false }))
    return (await makeFormulaPictures(both, dir, url)).pictures.get('inline:\\R')?.url
  }
  expect(await nameAfter('\\newcommand{\\R}{x}')).not.toBe(await nameAfter('\\newcommand{\\R}{y}'))
})

test('for feeds, the picture is put into the folder that is published, and nothing else', async () => {
  const [dir, site] = [aFolder({}), aFolder({})]
  const { pictures } = await publishFormulaPictures(formulas, dir, { dir: site, baseUrl: 'https://site.example/' })
  const published = pictures.get('inline:x^2')?.url ?? ''
  expect(published).toMatch(/^https:\/\/site\.example\/pictures\//)
  expect(existsSync(join(site, new URL(published).pathname))).toBe(true)
  expect(readdirSync(join(site, 'pictures'))).toHaveLength(1)
  // A web server reads it.
  for (const path of [join(site, 'pictures'), join(site, new URL(published).pathname)])
    expect(statSync(path).mode & 0o044).toBe(0o044)
})

/** What is left of a file after a full disk, a bad copy or a wrong hand. */
const BREAKS: [string, (path: string) => void][] = [
  ['cut', (path) => truncateSync(path, 50)],
  ['empty', (path) => truncateSync(path)],
  ['of other bytes', (path) => writeFileSync(path, 'other')],
  ['gone', (path) => rmSync(path)],
]

test.each(BREAKS)('one that is %s in the store is drawn anew', async (_, harm) => {
  const dir = aFolder({})
  const first = await makeFormulaPictures(formulas, dir, url)
  const path = join(dir, first.pictures.get('inline:x^2')?.url.split('/').at(-1) ?? '')
  const bytes = readFileSync(path)
  harm(path)
  expect(await makeFormulaPictures(formulas, dir, url)).toEqual(first)
  expect(readFileSync(path)).toEqual(bytes)
})

test.each(BREAKS)('one that is %s in the published folder is put there anew', async (_, harm) => {
  const [dir, site] = [aFolder({}), aFolder({})]
  const publish = () => publishFormulaPictures(formulas, dir, { dir: site, baseUrl: url })
  const first = await publish()
  const path = join(site, new URL(first.pictures.get('inline:x^2')?.url ?? '').pathname)
  const bytes = readFileSync(path)
  harm(path)
  expect(await publish()).toEqual(first)
  expect(readFileSync(path)).toEqual(bytes)
  expect(statSync(path).mode & 0o044).toBe(0o044)
})

test('a record that does not say the hash of the bytes is no proof', async () => {
  const dir = aFolder({})
  const first = await makeFormulaPictures(formulas, dir, url)
  const records = join(dir, 'made-from')
  const [name = ''] = readdirSync(records)
  const { hash: _, ...older } = JSON.parse(readFileSync(join(records, name), 'utf8'))
  writeFileSync(join(records, name), JSON.stringify(older))
  expect(await makeFormulaPictures(formulas, dir, url)).toEqual(first)
  expect(JSON.parse(readFileSync(join(records, name), 'utf8'))).toHaveProperty('hash')
})

test('a folder that cannot be written is a problem', async () => {
  const dir = join(aFolder({ file: '' }), 'file')
  const { problems } = await makeFormulaPictures(formulas, dir, url)
  expect(problems).toMatchObject([{ code: 'picture.unwritable', severity: 'error' }])
})
