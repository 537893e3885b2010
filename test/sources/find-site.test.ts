import { expect, it } from 'vitest'
import { findSite } from '../../src/sources/find-site.ts'
import { aFolder, configIn } from './a-folder.ts'

const POST = { 'content/a.md': '---\ntitle: A\n---\n' }

it.each([
  ['Jekyll', '_config.yml'],
  ['Eleventy', 'eleventy.config.mjs'],
  ['Eleventy', '.eleventy.js'],
  ['Astro', 'astro.config.ts'],
  ['Gatsby', 'gatsby-config.js'],
  ['Pelican', 'pelicanconf.py'],
])('a site of %s is named by its file, and not taken for Hugo’s', async (engine, file) => {
  const dir = aFolder({ ...POST, [file]: '' })
  await expect(findSite(configIn(dir))).rejects.toMatchObject({
    problems: [
      {
        code: 'source.engine',
        file,
        message: `This is a site of ${engine}, whose posts cannot be read yet.`,
        hint: 'Write dialect = "hugo" in [content] if its posts lie where Hugo would have them.',
      },
    ],
  })
  expect((await findSite(configIn(dir, { dialect: 'hugo' }))).root).toBe(dir)
})

it('Hugo’s own configuration comes first; a folder of Markdown alone is read as Hugo would', async () => {
  const both = aFolder({ ...POST, 'hugo.toml': 'title = "A"\n', '_config.yml': '' })
  expect((await findSite(configIn(both))).site.files[0]).toBe('hugo.toml')
  const alone = aFolder(POST)
  expect((await findSite(configIn(alone))).site.files[0]).toBeUndefined()
})
