import { expect, it } from 'vitest'
import { readHugoSite } from '../../../../src/sources/engines/hugo/hugo-site.ts'
import { aFolder } from '../../a-folder.ts'

it.each([
  ['hugo.toml', 'baseURL = "https://a.example/"'],
  ['hugo.yaml', 'baseURL: https://a.example/'],
  ['config.yml', 'baseurl: https://a.example/'],
  ['config.json', '{"baseURL": "https://a.example/"}'],
  ['config.toml', '\uFEFFbaseURL = "https://a.example/"'],
  ['config/_default/hugo.toml', 'baseURL = "https://a.example/"'],
  ['config/_default/config.yaml', 'baseURL: https://a.example/'],
])('finds %s', async (name, text) => {
  const found = await readHugoSite(aFolder({ [name]: text }))
  expect(found).toMatchObject({ site: { baseUrl: 'https://a.example/' }, files: [name] })
})

it('prefers hugo.toml to config.toml, as Hugo does', async () => {
  const dir = aFolder({ 'config.toml': 'title = "Old"\nbaseURL = "/"', 'hugo.toml': 'title = "New"' })
  expect((await readHugoSite(dir))?.files).toEqual(['hugo.toml'])
})

it('puts each file of config/_default under its key, and config/production over it', async () => {
  const dir = aFolder({
    'config/_default/hugo.toml': 'title = "A"\nbaseURL = "http://localhost/"',
    'config/_default/permalinks.toml': 'posts = "/:slug/"',
    'config/_default/params.toml': 'author = "Mei"',
    'config/_default/languages.en.toml': 'locale = "en-GB"',
    'config/_default/languages.he.toml': 'contentDir = "content/he"',
    'config/_default/params.he.toml': 'author = "Ari"',
    'config/production/hugo.toml': 'baseURL = "https://a.example/"',
  })
  const found = await readHugoSite(dir)
  expect(found?.site).toMatchObject({
    title: 'A',
    baseUrl: 'https://a.example/',
    author: { name: 'Mei' },
    permalinks: { posts: '/:slug/' },
    languages: [
      { key: 'en', tag: 'en-GB' },
      { key: 'he', tag: 'he', prefix: 'he/' },
    ],
  })
  expect(found?.files[0]).toBe('config/_default/hugo.toml')
  expect(found?.files.at(-1)).toBe('config/production/hugo.toml')
})

it('finds none where there is none, and takes no other program’s config.toml for one', async () => {
  expect(await readHugoSite(aFolder({ 'readme.md': '' }))).toBeUndefined()
  expect(
    await readHugoSite(aFolder({ 'config.toml': 'base_url = "https://zola.example"\ntitle = "Zola"' })),
  ).toBeUndefined()
})

it('stops at a broken file and says where', async () => {
  const dir = aFolder({ 'hugo.toml': 'title = "A"\nbaseURL = https\n' })
  await expect(readHugoSite(dir)).rejects.toMatchObject({
    problems: [{ code: 'hugo.config', file: 'hugo.toml', line: 2, column: 11 }],
  })
})
