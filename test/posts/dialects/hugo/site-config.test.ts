import { describe, expect, it } from 'vitest'
import { formatProblem } from '../../../../src/config/problem.ts'
import { baseSite } from '../../../../src/posts/dialects/hugo/site-base.ts'
import { hugoSite } from '../../../../src/posts/dialects/hugo/site-config.ts'

it('gives a language its own settings, or the site’s', () => {
  const { languages } = hugoSite([
    {
      params: { moon: 'waxing', sea: 'calm' },
      taxonomies: { tag: 'tags' },
      cascade: { tags: ['all'] },
      languages: { en: {}, fr: { params: { Moon: 'croissante' }, taxonomies: { tag: 'etiquettes' }, cascade: {} } },
    },
  ])
  expect(languages).toMatchObject([
    { params: { moon: 'waxing', sea: 'calm' }, taxonomies: { tags: ['tags'] } },
    { params: { moon: 'croissante', sea: 'calm' }, taxonomies: { tags: ['etiquettes'] } },
  ])
  expect(languages.map(({ cascades }) => cascades.map(({ fields }) => [...fields.keys()]))).toEqual([[['tags']], [[]]])
})

it('reads the marks of the typographer', () => {
  const typographer = { leftDoubleQuote: '&laquo;', apostrophe: "'", disable: false, other: 'x' }
  const { markup } = hugoSite([{ markup: { goldmark: { extensions: { typographer } } } }])
  expect(markup).toMatchObject({ typographer: true, typographerMarks: { leftDoubleQuote: '&laquo;', apostrophe: "'" } })
})

it('has Hugo’s defaults where nothing is said', () => {
  expect(hugoSite([])).toMatchObject({
    languages: [{ key: 'en', tag: 'en', prefix: '' }],
    defaultLanguage: 'en',
    permalinks: {},
    uglyUrls: false,
    buildDrafts: false,
    disablePathToLower: false,
    contentDirs: [{ dir: 'content', prefix: '' }],
    contentDir: 'content',
    staticDirs: [{ dir: 'static', prefix: '' }],
    markup: {
      typographer: true,
      emoji: false,
      definitionLists: true,
      footnotes: true,
      linkify: true,
      linkifyProtocol: 'https',
      tables: true,
      strikethrough: true,
      extras: [],
      hardWraps: false,
      eastAsianLineBreaks: 'none',
      escapedSpace: false,
      summaryLength: 70,
      headingAttributes: true,
      blockAttributes: false,
      taskLists: true,
      headingIds: 'github',
      passthrough: { block: [], inline: [] },
      rawHtml: false,
    },
  })
})

it('reads keys in any case, and lets later files win', () => {
  const site = hugoSite([
    {
      baseurl: 'https://a.example/',
      TITLE: 'A',
      Params: { Author: 'Mei' },
      permalinks: { Posts: '/:slug/', notes: '/n/:slug/' },
    },
    { BaseURL: 'https://b.example/', permalinks: { posts: '/:title/' } },
  ])
  expect(site).toMatchObject({ baseUrl: 'https://b.example/', title: 'A', author: { name: 'Mei' } })
  expect(site.permalinks).toEqual({ posts: '/:title/', notes: '/n/:slug/' })
})

it('takes permalinks by kind of page', () => {
  const permalinks = { page: { posts: '/:slug/' }, section: { posts: '/blog/' } }
  expect(hugoSite([{ permalinks }]).permalinks).toEqual({ posts: '/:slug/' })
})

describe('languages', () => {
  it('stand by content folder and have a prefix but for the default one', () => {
    const site = hugoSite([
      {
        languages: {
          en: { contentDir: 'content/en', locale: 'en-US' },
          'zh-tw': { contentDir: 'content/zh-tw', languageCode: 'zh-hant-tw', permalinks: { post: '/:slug/' } },
        },
      },
    ])
    expect(site.languages).toMatchObject([
      { key: 'en', tag: 'en-US', prefix: '', permalinks: {} },
      { key: 'zh-tw', tag: 'zh-Hant-TW', prefix: 'zh-tw/', permalinks: { post: '/:slug/' } },
    ])
    expect(site.contentDirs).toEqual([
      { dir: 'content/en', prefix: '', languageKey: 'en' },
      { dir: 'content/zh-tw', prefix: '', languageKey: 'zh-tw' },
    ])
    expect(site.contentDir).toBe('content')
  })

  it('leave out those that are switched off', () => {
    const site = hugoSite([{ languages: { en: {}, he: { disabled: true }, fr: {} }, disableLanguages: ['fr'] }])
    expect(site.languages.map(({ key }) => key)).toEqual(['en'])
  })

  it('have no prefix where each has a host of its own', () => {
    const languages = { en: { baseURL: 'https://site.example/' }, he: { baseURL: 'https://he.site.example/' } }
    expect(hugoSite([{ languages }]).languages.map(({ prefix }) => prefix)).toEqual(['', ''])
  })

  it('may all have one', () => {
    const site = hugoSite([{ defaultContentLanguageInSubdir: true, languages: { en: {}, he: {} } }])
    expect(site.languages.map(({ prefix }) => prefix)).toEqual(['en/', 'he/'])
  })
})

it('takes content and static folders from module mounts', () => {
  const site = hugoSite([
    {
      module: {
        mounts: [
          { source: 'posts', target: 'content/blog' },
          { source: 'he', target: 'content', lang: 'he' },
          { source: 'content/en', target: 'content', sites: { matrix: { languages: ['en'] } } },
          { source: 'public', target: 'static' },
        ],
      },
    },
  ])
  expect(site.contentDirs).toEqual([
    { dir: 'posts', prefix: 'blog' },
    { dir: 'he', prefix: '', languageKey: 'he' },
    { dir: 'content/en', prefix: '', languageKey: 'en' },
  ])
  expect(site.staticDirs).toEqual([{ dir: 'public', prefix: '' }])
})

it('reads Markdown settings in each of their forms', () => {
  const markup = {
    goldmark: {
      renderer: { unsafe: true, hardWraps: true },
      parser: { attribute: { block: true, title: false }, autoHeadingIDType: 'blackfriday' },
      extensions: {
        typographer: { disable: true },
        footnote: false,
        linkify: { enable: false },
        taskList: false,
        linkifyProtocol: 'http',
        table: false,
        strikethrough: { enable: false },
        extras: { mark: { enable: true }, delete: { enable: 'true' }, insert: { enable: false } },
        cjk: { enable: true, eastAsianLineBreaks: true, eastAsianLineBreaksStyle: 'css3draft', escapedSpace: true },
        passthrough: { enable: true, delimiters: { block: [['$$', '$$'], ['broken']], inline: 'none' } },
      },
    },
  }
  expect(hugoSite([{ enableEmoji: true, summaryLength: 12, markup }]).markup).toEqual({
    typographer: false,
    emoji: true,
    definitionLists: true,
    footnotes: false,
    linkify: false,
    linkifyProtocol: 'http',
    tables: false,
    strikethrough: false,
    extras: ['mark', 'delete'],
    hardWraps: true,
    eastAsianLineBreaks: 'css3draft',
    escapedSpace: true,
    summaryLength: 12,
    headingAttributes: false,
    blockAttributes: true,
    taskLists: false,
    headingIds: 'blackfriday',
    passthrough: { block: [['$$', '$$']], inline: [] },
    rawHtml: true,
  })
})

it('reads which sections the site lists as its posts, at the top or among the parameters', () => {
  expect(hugoSite([{ mainSections: ['blog'] }]).mainSections).toEqual(['blog'])
  expect(hugoSite([{ params: { mainSections: 'posts' } }]).mainSections).toEqual(['posts'])
  expect(hugoSite([{}]).mainSections).toEqual([])
})

it('reads what the site is about, as themes print it', () => {
  expect(hugoSite([{ params: { description: 'Lamps' } }]).description).toBe('Lamps')
  expect(hugoSite([{ languages: { en: { params: { description: 'Lamps' } } } }]).description).toBe('Lamps')
})

it('reads an author as a name or a map, in params or at the top', () => {
  expect(hugoSite([{ params: { author: { name: 'Mei', email: 'm@x.example' } } }]).author).toEqual({
    name: 'Mei',
    email: 'm@x.example',
  })
  expect(hugoSite([{ author: { name: 'Ari' } }]).author).toEqual({ name: 'Ari' })
})

describe('joined with broadsheet.toml', () => {
  const config = {
    site: { url: 'https://site.example/', language: 'zh-Hant', timezone: 'Asia/Taipei' },
    content: { permalink: '/:slug/' },
  }
  const based = (hugo?: Record<string, unknown>) => baseSite(hugo && hugoSite([hugo]), config, 'hugo.toml')

  it('follows Hugo’s base URL, says where the two differ, and reads undated zones in UTC as Hugo does', () => {
    const { site, problems } = based({ baseURL: 'https://site.example/blog' })
    expect(site).toMatchObject({ baseUrl: 'https://site.example/blog/', timeZone: 'UTC', otherPermalink: '/:slug/' })
    expect(problems.map(formatProblem)).toEqual([
      'hugo.toml: baseURL is https://site.example/blog/ here and site.url is https://site.example/ in broadsheet.toml. ' +
        'Posts are linked below baseURL; make the two the same.',
    ])
  })

  it.each(['/', '', 'http://localhost:1313/', 'not a url'])('takes site.url where baseURL is %j', (baseURL) => {
    expect(based({ baseURL })).toMatchObject({ site: { baseUrl: 'https://site.example/' }, problems: [] })
  })

  it('takes broadsheet.toml’s zone and language where there is no Hugo configuration', () => {
    expect(based().site).toMatchObject({ timeZone: 'Asia/Taipei', languages: [{ key: 'en', tag: 'zh-Hant' }] })
  })

  it('keeps each language of a site with several', () => {
    expect(based({ languages: { en: {}, he: {} } }).site.languages.map(({ tag }) => tag)).toEqual(['en', 'he'])
  })

  it('says when a time zone is none', () => {
    const { site, problems } = based({ timeZone: 'Mars/Olympus' })
    expect(site.timeZone).toBe('UTC')
    expect(problems[0]).toMatchObject({ code: 'hugo.time-zone', file: 'hugo.toml' })
  })
})
