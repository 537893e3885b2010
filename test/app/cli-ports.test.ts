import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { cliPorts } from '../../src/app/cli-ports.ts'

const post = '---\ntitle: A post\ndate: 2026-01-01\n---\nText\n'
const FILES = {
  'hugo.toml': 'title = "The Lantern"\nbaseURL = "https://lantern.example/"\n[params]\nmainSections = ["posts"]\n',
  'content/posts/a.md': post,
  'content/notes/a.md': post,
  'content/notes/b.md': post,
}

function aSite(more: Record<string, string> = {}): string {
  const dir = mkdtempSync(join(tmpdir(), 'broadsheet-init-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  for (const [path, text] of Object.entries({ ...FILES, ...more })) {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), text)
  }
  return dir
}

const init = (dir: string) =>
  cliPorts({}, () => new AbortController().signal).init(dir, { chooseLook: async () => 'classic' })
const UNTAKEN =
  'In no newsletter, since no `select` takes them: 2 posts of notes/ (content/notes/a.md, content/notes/b.md).'

test('init looks at the publication that it made, and says which posts go in no newsletter', async () => {
  expect((await init(aSite()))?.guesses).toContain(UNTAKEN)
})

test('init ends well where a post cannot be read: that is for check to say', async () => {
  const made = await init(aSite({ 'content/notes/c.md': '---\ntitle: [\n---\n' }))
  expect(made?.guesses).toContain(UNTAKEN)
})
