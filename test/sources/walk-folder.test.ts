import { chmodSync, mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { formatProblem } from '../../src/config/problem.ts'
import { walkFolder } from '../../src/sources/walk-folder.ts'
import { asNobody } from '../as-nobody.ts'
import { aFolder } from './a-folder.ts'

async function walk(dir: string) {
  const { files, problems } = await walkFolder(join(dir, 'content'), dir)
  return { paths: files.map(({ path }) => path), problems: problems.map(formatProblem) }
}

it('finds every file but dot files, in order', async () => {
  const dir = aFolder({ 'content/b.md': '', 'content/a/c.md': '', 'content/.hidden': '', 'content/.git/x.md': '' })
  expect(await walk(dir)).toEqual({ paths: ['a/c.md', 'b.md'], problems: [] })
})

it('names files in NFC and finds them as the disk has them', async () => {
  const dir = aFolder({ [`content/${'café'.normalize('NFD')}.md`]: '' })
  const { files } = await walkFolder(join(dir, 'content'), dir)
  expect(files).toEqual([
    { path: 'café.md'.normalize('NFC'), absolute: join(dir, `content/${'café'.normalize('NFD')}.md`) },
  ])
})

it('follows links within the folder and refuses those that lead out', async () => {
  const dir = aFolder({ 'content/posts/a.md': '', 'secret/key.md': '', 'content-of-others/x.md': '' })
  symlinkSync('posts', join(dir, 'content/essays'))
  symlinkSync('../secret', join(dir, 'content/out'))
  symlinkSync('../content-of-others/x.md', join(dir, 'content/x.md'))
  const { paths, problems } = await walk(dir)
  expect(paths).toEqual(['essays/a.md', 'posts/a.md'])
  const refused = 'It is a link that leads out of the folder. Put the file itself there; until then it is left out.'
  expect(problems.toSorted()).toEqual([`content/out: ${refused}`, `content/x.md: ${refused}`])
})

it('does not walk in circles', async () => {
  const dir = aFolder({ 'content/a/x.md': '', 'content/b/y.md': '' })
  symlinkSync('..', join(dir, 'content/a/up'))
  symlinkSync('../b', join(dir, 'content/a/to-b'))
  symlinkSync('../a', join(dir, 'content/b/to-a'))
  symlinkSync('self', join(dir, 'content/self'))
  const { paths, problems } = await walk(dir)
  expect(paths).toEqual(['a/to-b/y.md', 'a/x.md', 'b/to-a/x.md', 'b/y.md'])
  const back = 'It is a link that leads back to a folder above it. What is there is read once; take the link away.'
  expect(problems.toSorted()).toEqual([
    `content/a/to-b/to-a: ${back}`,
    `content/a/up: ${back}`,
    `content/b/to-a/to-b: ${back}`,
    `content/b/to-a/up: ${back}`,
    'content/self: It cannot be read: the link leads in a circle. The rest of the site is read without it.',
  ])
})

it('tells of a folder that is not there, and of a link into nothing', async () => {
  const dir = aFolder({ 'readme.md': '' })
  const nothing = 'It cannot be read: it is not there.'
  expect(await walk(dir)).toEqual({
    paths: [],
    problems: [
      `content: ${nothing} Put it back, or correct its name in broadsheet.toml; until then nothing is changed.`,
    ],
  })
  mkdirSync(join(dir, 'content'))
  symlinkSync('gone.md', join(dir, 'content/a.md'))
  expect(await walk(dir)).toEqual({
    paths: [],
    problems: [`content/a.md: ${nothing} The rest of the site is read without it.`],
  })
})

it('goes on beside a folder that it may not read', async () => {
  const dir = aFolder({ 'content/a.md': '', 'content/locked/b.md': '' })
  chmodSync(dir, 0o755)
  chmodSync(join(dir, 'content/locked'), 0)
  const { paths, problems } = await asNobody(() => walk(dir))
  chmodSync(join(dir, 'content/locked'), 0o755)
  expect(paths).toEqual(['a.md'])
  expect(problems[0]).toContain('content/locked: It cannot be read: permission is denied.')
})

it('follows links to pictures elsewhere in the site, and to nothing else there', async () => {
  const dir = aFolder({
    'content/posts/a/index.md': '',
    'static/boat.png': '',
    'static/list.csv': '',
    'static/.keys/key.png': '',
    'elsewhere.svg': '',
  })
  for (const [target, name] of [
    ['../../../static/boat.png', 'boat.png'],
    ['../../../static/boat.png', 'renamed'],
    ['../../../static/list.csv', 'list.png'],
    ['../../../static/.keys/key.png', 'key.png'],
    ['../../../static', 'all'],
    ['../../../elsewhere.svg', 'elsewhere.svg'],
  ] as const) {
    symlinkSync(target, join(dir, 'content/posts/a', name))
  }
  const namesFor = async (siteFolders: string[]) => {
    const { files, problems } = await walkFolder(join(dir, 'content'), dir, undefined, siteFolders)
    return [
      files.map(({ path }) => path.slice('posts/a/'.length)),
      problems.map(({ file = '' }) => file.slice('content/posts/a/'.length)),
    ]
  }
  const sorted = async (siteFolders: string[]) => (await namesFor(siteFolders)).map((names) => names.toSorted())
  expect(await sorted([dir])).toEqual([
    ['boat.png', 'elsewhere.svg', 'index.md', 'renamed'],
    ['all', 'key.png', 'list.png'],
  ])
  expect(await sorted([join(dir, 'static'), join(dir, 'gone')])).toEqual([
    ['boat.png', 'index.md', 'renamed'],
    ['all', 'elsewhere.svg', 'key.png', 'list.png'],
  ])
})
