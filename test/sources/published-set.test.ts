import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { BroadsheetError, formatProblem } from '../../src/config/problem.ts'
import { openSite } from '../../src/sources/content-folder.ts'
import { aFolder, configIn } from './a-folder.ts'

const now = Temporal.Instant.from('2026-06-01T00:00:00Z')
const post = (more = '') => `---\ntitle: A post\ndate: 2026-01-01\n${more}---\nText\n`
const SITE = {
  'content/posts/a.md': post(),
  'content/posts/b.secret.md': post(),
  'content/posts/Up.md': post(),
  'content/posts/private/s.md': post(),
  'content/posts/a.de.md': post(),
}

/** Files that are live, below `content/posts`. */
async function live(files: Record<string, string>): Promise<string[]> {
  const { posts } = await openSite(configIn(aFolder({ 'hugo.toml': '', ...files })), now)
  return posts.flatMap(({ path, status }) => (status === 'live' ? [path.replace('posts/', '')] : [])).toSorted()
}

const EVERYTHING = ['Up.md', 'a.de.md', 'a.md', 'b.secret.md', 'private/s.md']
const but = (...hidden: string[]) => EVERYTHING.filter((path) => !hidden.includes(path))
const mount = (more: string) => `[[module.mounts]]\nsource = "content"\ntarget = "content"\n${more}`
const GERMAN = '[languages.en]\n[languages.de]\n'

it('a word for draft that Hugos disagree about holds the post back, and is named', async () => {
  const said = async (draft: string) => {
    const dir = aFolder({ 'hugo.toml': '', 'content/posts/a.md': post(`draft: ${draft}\n`) })
    const { posts, problems } = await openSite(configIn(dir), now)
    return [posts[0]?.status, ...problems.map(({ code, line }) => `${code} ${line}`)]
  }
  for (const word of ['yes', 'on', 'Y', '"yes"', '1.5']) expect(await said(word)).toEqual(['draft', 'post.draft 4'])
  for (const word of ['true', 'T', '1', '0x1']) expect(await said(word)).toEqual(['draft'])
  for (const word of ['false', 'no', '0', 'maybe']) expect(await said(word)).toEqual(['live'])
})

describe('what Hugo does not publish is not live', () => {
  it.each([
    ['', EVERYTHING],
    ['ignoreFiles = ["private"]', but('private/s.md')],
    ['ignoreFiles = "private"', but('private/s.md')],
    ['ignoreFiles = ["/private$"]', but('private/s.md')],
    ['ignoreFiles = ["^posts/private"]', EVERYTHING],
    ["ignoreFiles = ['\\.secret\\.md$', '(?i)posts/up']", but('b.secret.md', 'Up.md')],
    ['ignoreFiles = ["/content/"]', []],
    ['ignoreFiles = ["content$"]', EVERYTHING],
    [mount('excludeFiles = ["posts/private/**"]'), but('private/s.md')],
    [mount('excludeFiles = "posts/private"'), but('private/s.md')],
    [mount('excludeFiles = ["/posts/up.md"]'), but('Up.md')],
    [mount('excludeFiles = ["/"]'), []],
    [mount('excludeFiles = ["content/posts/**"]'), EVERYTHING],
    [mount('includeFiles = ["posts/a.md"]'), ['a.md']],
    [mount('includeFiles = ["**/a.md"]'), ['a.md']],
    [mount('includeFiles = ["posts/private"]'), []],
    [mount('includeFiles = []'), EVERYTHING],
    [mount('includeFiles = ["posts/**.md"]\nexcludeFiles = ["posts/a.md"]'), but('private/s.md')],
    [mount('files = ["! posts/private/**", "!posts/a.*"]'), but('private/s.md', 'a.md', 'a.de.md')],
    [mount('files = ["posts/a.md"]'), ['a.md']],
    [`disableLanguages = ["de"]\n${GERMAN}`, but('a.de.md')],
    [`disableLanguages = "DE"\n${GERMAN}`, but('a.de.md')],
    [`${GERMAN}disabled = true\n`, but('a.de.md')],
    [`${GERMAN}disabled = "t"\n`, but('a.de.md')],
    // What is no language of the site is a part of the name.
    ['disableLanguages = ["de"]', EVERYTHING],
    [`disableLanguages = ["de"]\n${GERMAN}${mount('lang = "de"')}`, []],
    ['disableKinds = ["page"]', []],
    ['[languages.en]\ndisableKinds = ["page"]', []],
    ['disableKinds = ["section", "RSS"]', EVERYTHING],
  ])('by %j', async (settings, expected) => {
    expect(await live({ ...SITE, 'hugo.toml': settings })).toEqual(expected)
  })

  it('by settings in config/_default', async () => {
    expect(await live({ ...SITE, 'config/_default/hugo.toml': 'ignoreFiles = ["private"]' })).toEqual(
      but('private/s.md'),
    )
    const files = {
      ...SITE,
      'config/_default/module.toml': mount('excludeFiles = ["posts/private/**"]').replaceAll('module.', ''),
    }
    expect(await live(files)).toEqual(but('private/s.md'))
  })

  it("by names that are an editor's own", async () => {
    const names = ['#a.md', '#x/a.md', 'y~/a.md', '.d/a.md']
    const files = Object.fromEntries(names.map((name) => [`content/posts/${name}`, post()]))
    expect(await live({ ...files, 'content/posts/_u/a#.md': post() })).toEqual(['_u/a#.md'])
  })

  it.each([...['T', 't', '"T"', '2', '-1', '0x1', 'TRUE', 'yes', 'on', 'y', '"1"', '0o1', '01', '+1', '1_000', '1.5']])(
    'by draft: %s',
    async (written) => {
      expect(await live({ 'content/posts/a.md': post(`draft: ${written}\n`) })).toEqual([])
      expect(await live({ 'content/posts/a.md': post(`published: true\ndraft: ${written}\n`) })).toEqual([])
    },
  )

  it.each(['maybe', '0', '0x0', '0.0', '0e5', 'f', '""', '1:30'])('not by draft: %s', async (written) => {
    expect(await live({ 'content/posts/a.md': post(`draft: ${written}\n`) })).toEqual(['a.md'])
  })

  it.each(['false', 'F', '0', 'no', 'f'])('by published: %s', async (written) => {
    expect(await live({ 'content/posts/a.md': post(`published: ${written}\n`) })).toEqual([])
  })

  it('by draft in TOML and JSON', async () => {
    const toml = (draft: string) => `+++\ntitle = "A"\ndate = 2026-01-01\ndraft = ${draft}\n+++\n`
    const json = (draft: string) => `{"title": "A", "date": "2026-01-01", "draft": ${draft}}\n`
    for (const draft of ["'t'", '1', '"T"']) expect(await live({ 'content/posts/a.md': toml(draft) })).toEqual([])
    for (const draft of ['"t"', '1', 'true']) expect(await live({ 'content/posts/a.md': json(draft) })).toEqual([])
  })
})

describe('a hidden section hides its pages', () => {
  const below = (folder: string, more: string) =>
    live({ ...SITE, [`content/${folder}_index.md`]: `---\ntitle: Section\n${more}\n---\n` })

  it.each([
    ['posts/', 'draft: true', []],
    ['posts/', 'draft: T', []],
    ['posts/private/', 'draft: true', but('private/s.md')],
    ['posts/', 'expiryDate: 2020-01-01', []],
    ['posts/', 'date: 2990-01-01', []],
    ['posts/', 'publishDate: 2990-01-01', []],
    ['posts/', 'published: false', []],
    ['', 'draft: true', []],
    ['posts/', 'lastmod: 2990-01-01', EVERYTHING],
    ['posts/', '_build: {render: never, list: never}', EVERYTHING],
    ['posts/', 'cascade: {draft: true}', []],
    ['posts/', 'cascade: [{_target: {path: "/posts/private/**"}, draft: t}]', but('private/s.md')],
  ])('%s%s', async (folder, more, expected) => {
    expect(await below(folder, more)).toEqual(expected)
  })

  it('in its own language alone, and not where drafts are built', async () => {
    const draft = '---\ndraft: true\n---\n'
    expect(await live({ ...SITE, 'hugo.toml': GERMAN, 'content/posts/_index.de.md': draft })).toEqual(but('a.de.md'))
    expect(await live({ ...SITE, 'hugo.toml': 'buildDrafts = true', 'content/posts/_index.md': draft })).toEqual(
      EVERYTHING,
    )
  })
})

describe('what cannot be followed stops everything', () => {
  it.each([
    ["ignoreFiles = ['(?!x)']", 'ignoreFiles'],
    [mount('excludeFiles = ["posts/[a"]'), 'mount "content"'],
    ['renderSegments = ["news"]', 'renderSegments'],
    [`disableLanguages = ["en"]\n${GERMAN}`, 'default language'],
  ])('%s', async (settings, named) => {
    const opened = openSite(configIn(aFolder({ ...SITE, 'hugo.toml': settings })), now)
    const error = await opened.then(
      () => undefined,
      (thrown: unknown) => thrown,
    )
    if (!(error instanceof BroadsheetError)) expect.fail('it was read')
    const [problem] = error.problems.map(formatProblem)
    expect(problem).toMatch(/hugo\.toml/)
    expect(problem).toContain(named)
  })
})

it('what is no news is told by its reason', async () => {
  const dir = aFolder({
    'hugo.toml': '',
    'content/posts/a.md': post(),
    'content/about.md': '---\ntitle: About\n---\nText\n',
    'content/docs/a.md': '---\ntitle: A\nlastmod: 2026-01-01\n---\nText\n',
    'content/search.md': post('layout: search\n'),
    'content/archives.md': post('layout: Archives\n'),
    'content/posts/empty.md': '---\ntitle: A\ndate: 2026-01-01\n---\n \n\t\n',
    'content/posts/note.md':
      '---\ntitle: A\ndate: 2026-01-01\n---\n\n<!-- do not translate -->\n<!--more--> <!-->\n<!-- a -- b\n-->\n',
    'content/posts/note.html': '---\r\ntitle: A\r\ndate: 2026-01-01\r\n---\r\n<!-- a -->\r\n',
    'content/posts/words.md': '---\ntitle: A\ndate: 2026-01-01\n---\n<!-- a --> b\n',
    'content/posts/open.md': '---\ntitle: A\ndate: 2026-01-01\n---\n<!-- a\n',
    'content/posts/tag.md': '---\ntitle: A\ndate: 2026-01-01\n---\n<p>a</p>\n',
    'content/posts/b.org': '',
    'content/books/_content.gotmpl': '',
    'content/_index.md': '---\ntitle: Home\n---\n',
  })
  const { posts, notNews } = await openSite(configIn(dir), now)
  expect(posts.map(({ path }) => path).toSorted()).toEqual(
    ['a', 'open', 'tag', 'words'].map((name) => `posts/${name}.md`),
  )
  expect(notNews).toEqual([
    { why: 'undated', files: ['content/about.md'] },
    { why: 'lastmod', files: ['content/docs/a.md'] },
    {
      why: 'empty',
      files: ['content/posts/empty.md', 'content/posts/note.html', 'content/posts/note.md'],
    },
    { why: 'layout', files: ['content/archives.md', 'content/search.md'] },
    { why: 'format', files: ['content/posts/b.org'] },
    { why: 'gotmpl', files: ['content/books/_content.gotmpl'] },
  ])
})
