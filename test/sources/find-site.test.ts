import { expect, it } from 'vitest'
import { findSite } from '../../src/sources/find-site.ts'
import { aFolder, configIn } from './a-folder.ts'

const POST = { 'content/a.md': '---\ntitle: A\n---\n' }

it.each([
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

it('Hexo’s _config.yml is none of Jekyll’s', async () => {
  const dir = aFolder({ ...POST, '_config.yml': 'title: A\npublic_dir: public\nnew_post_name: :title.md\n' })
  await expect(findSite(configIn(dir))).rejects.toMatchObject({
    problems: [{ message: 'This is a site of Hexo, whose posts cannot be read yet.' }],
  })
})

it('of a folder that may be of two engines, broadsheet.toml has to say which', async () => {
  const both = aFolder({ ...POST, 'hugo.toml': 'title = "A"\n', '_config.yml': '' })
  await expect(findSite(configIn(both))).rejects.toMatchObject({
    problems: [
      {
        code: 'source.engine',
        message: 'This may be a site of Hugo or of Jekyll: it has hugo.toml and _config.yml.',
        hint: 'Write dialect = "hugo" or dialect = "jekyll" in [content] of broadsheet.toml, or take the file away that is of no use any more.',
      },
    ],
  })
  expect((await findSite(configIn(both, { dialect: 'hugo' }))).site.files[0]).toBe('hugo.toml')
  expect((await findSite(configIn(both, { dialect: 'jekyll' }))).site.files[0]).toBe('_config.yml')
})

it('a folder of Markdown alone is read as Hugo would', async () => {
  const alone = aFolder(POST)
  expect((await findSite(configIn(alone))).site.files[0]).toBeUndefined()
})
