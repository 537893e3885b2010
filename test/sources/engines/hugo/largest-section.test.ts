import { expect, it } from 'vitest'
import { readHugoSite } from '../../../../src/sources/engines/hugo/hugo-site.ts'
import { largestSection } from '../../../../src/sources/engines/hugo/largest-section.ts'
import { aFolder } from '../../a-folder.ts'

async function largest(files: string[], settings = ''): Promise<string | undefined> {
  const dir = aFolder({ 'hugo.toml': settings, ...Object.fromEntries(files.map((file) => [file, ''])) })
  const found = await readHugoSite(dir)
  return found && largestSection(dir, found.site)
}

it('is the one with the most pages, as to Hugo', async () => {
  const notes = ['content/notes/a.md', 'content/notes/sub/b.md', 'content/notes/bundle/index.md']
  const posts = ['content/posts/a.md', 'content/posts/_index.md', 'content/posts/x.png', 'content/posts/b/index.md']
  expect(await largest([...notes, ...posts])).toBe('notes')
  expect(await largest([...posts, 'content/about.md', 'content/imprint.md', 'content/c.md'])).toBe('posts')
  expect(await largest(['content/about.md'])).toBeUndefined()
  expect(await largest([...notes, ...posts], 'ignoreFiles = ["notes/"]')).toBe('posts')
})

it('counts what is mounted, where it stands', async () => {
  const mounts = '[[module.mounts]]\nsource = "vault"\ntarget = "content/diary"\n'
  expect(await largest(['vault/a.md', 'content/posts/a.md', 'content/posts/b.md'], mounts)).toBe('diary')
})
