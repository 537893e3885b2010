import { expect, it } from 'vitest'
import { hugoEngine } from '../../../../src/sources/engines/hugo/hugo-engine.ts'
import { aFolder } from '../../a-folder.ts'

const factsOf = async (files: Record<string, string>) => (await hugoEngine.detect(aFolder(files)))?.facts()

it('takes what the settings say of the site', async () => {
  const settings = `title = "The Lantern"
baseURL = "https://lantern.example/"
defaultContentLanguage = "zh-tw"
timeZone = "Asia/Taipei"
[params]
author = { name = "Mei", email = "mei@lantern.example" }
[languages.en]
[languages.zh-tw]
`
  expect(await factsOf({ 'hugo.toml': settings })).toEqual({
    dialect: 'hugo',
    program: 'hugo',
    title: 'The Lantern',
    baseUrl: 'https://lantern.example/',
    author: { name: 'Mei', email: 'mei@lantern.example' },
    language: 'zh-TW',
    timeZone: 'Asia/Taipei',
    contentDir: 'content',
    staticDirs: ['static'],
    databaseNote: expect.stringContaining('which Hugo reads'),
  })
})

it.each([
  ['.', ['content', 'blog']],
  ['.', ['content', '../vault']],
  ['content', ['content', 'content/he']],
  ['posts', ['posts']],
])('the content folder is %j for content in %j', async (contentDir, dirs) => {
  const mounts = dirs.map((dir) => `[[module.mounts]]\nsource = "${dir}"\ntarget = "content"\n`)
  expect(await factsOf({ 'hugo.toml': mounts.join('') })).toMatchObject({ contentDir })
})

it('its sections are those that the site lists, else the largest, as to Hugo', async () => {
  const posts = { 'content/notes/a.md': '', 'content/notes/b.md': '', 'content/posts/c.md': '' }
  const listed = { names: ['posts'], note: "the site's mainSections", reason: "as the site's mainSections say" }
  expect(await factsOf({ ...posts, 'hugo.toml': 'mainSections = ["posts"]' })).toMatchObject({ sections: listed })
  expect(await factsOf({ ...posts, 'hugo.toml': '' })).toMatchObject({
    sections: { names: ['notes'], reason: expect.stringMatching(/^the section with the most pages, which Hugo takes/) },
  })
  expect(await factsOf({ 'hugo.toml': '' })).not.toHaveProperty('sections')
})

it('where no file tells a Hugo site, there is none', async () => {
  expect(await factsOf({ 'content/a.md': '', 'config.toml': 'base_url = "https://lantern.example/"' })).toBeUndefined()
})
