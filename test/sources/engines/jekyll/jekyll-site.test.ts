import { join } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { openSite } from '../../../../src/sources/content-folder.ts'
import { detectSite } from '../../../../src/sources/engines/engines.ts'
import { CORPORA, hasCorpora } from '../../../corpora.ts'
import { aFolder, configIn } from '../../a-folder.ts'

const now = Temporal.Instant.from('2026-11-30T00:00:00Z')
const CONFIG = 'title: The Lantern\nurl: https://lantern.example\ntimezone: Asia/Taipei\nlang: de\n'

const open = (files: Record<string, string>) => {
  const dir = aFolder({ '_config.yml': CONFIG, ...files })
  return openSite(configIn(dir, { source: dir, static: [] }), now)
}

describe('a Jekyll site', () => {
  it('reads what a post says of itself', async () => {
    const site = await open({
      '_posts/2026-01-31-a-walk.md': `---
title: "A walk"
tags: sea wind
category: Far Away
redirect_from: [/old/walk/, /older]
excerpt: What *it* was
last_modified_at: 2026-02-01
author: Mei
---
Text
`,
    })
    expect(site.problems).toEqual([])
    expect(site.posts).toMatchObject([
      {
        id: 'alias:/old/walk/',
        url: 'https://lantern.example/far%20away/2026/01/31/a-walk.html',
        title: 'A walk',
        tags: ['sea', 'wind'],
        categories: ['Far Away'],
        aliases: ['/old/walk/', '/older/'],
        description: 'What it was',
        section: 'posts',
        language: 'de',
        status: 'live',
        authors: [{ name: 'Mei' }],
        publishedAt: { offset: '+08:00' },
        updatedAt: { instant: Temporal.Instant.from('2026-01-31T16:00:00Z') },
      },
    ])
  })

  it('calls a post after its file where it has no title, as Jekyll does', async () => {
    const { posts, problems } = await open({ '_posts/2026-01-31-an-evening-walk.md': 'Text\n' })
    expect(posts.map(({ title }) => title)).toEqual(['An Evening Walk'])
    expect(problems).toEqual([])
  })

  it('holds back drafts, what is not published and what is to come', async () => {
    const { posts } = await open({
      '_drafts/idea.md': 'Text\n',
      '_posts/2026-01-31-no.md': '---\npublished: no\n---\nText\n',
      '_posts/2099-01-31-later.md': 'Text\n',
    })
    expect(Object.fromEntries(posts.map(({ path, status }) => [path, status]))).toEqual({
      '_drafts/idea.md': 'draft',
      '_posts/2026-01-31-no.md': 'draft',
      '_posts/2099-01-31-later.md': 'future',
    })
  })

  it('names a post without a date in its name, and what only leads elsewhere', async () => {
    const { problems, notNews, posts } = await open({
      '_config.yml': `${CONFIG}plugins: [jekyll-redirect-from]\n`,
      '_posts/a-walk.md': '---\ntitle: A\n---\nText\n',
      '_posts/2026-01-31-moved.md': '---\nredirect_to: https://other.example/\n---\n',
      'about.md': '---\ntitle: About\n---\nText\n',
    })
    expect(posts).toEqual([])
    expect(problems).toMatchObject([{ code: 'jekyll.post-name', file: '_posts/a-walk.md' }])
    expect(notNews).toEqual([{ why: 'redirect', files: ['_posts/2026-01-31-moved.md'] }])
  })

  it('finds pictures wherever the site publishes them, and nothing that it leaves out', async () => {
    const site = await open({
      '_posts/2026-01-31-a.md': '![a](/img/a.png) ![b](/_site/b.png) ![c](/node_modules/c.png)\n',
      'img/a.png': 'a',
      '_site/b.png': 'b',
      'node_modules/c.png': 'c',
    })
    const { body } = await site.body(site.posts[0] ?? expect.fail('no post'))
    expect([...(body?.files.keys() ?? [])]).toEqual(['https://lantern.example/img/a.png'])
  })

  it('says where a configuration is broken', async () => {
    const broken = (text: string) => openSite(configIn(aFolder({ '_config.yml': text })), now)
    await expect(broken('title: A\nurl: [b\n')).rejects.toMatchObject({
      problems: [{ code: 'jekyll.config', file: '_config.yml', line: expect.any(Number) }],
    })
    await expect(broken('- a\n')).rejects.toMatchObject({
      problems: [{ message: "Jekyll's configuration cannot be read: it is no list of keys and values." }],
    })
  })

  it('gives init what it knows', async () => {
    const dir = aFolder({
      '_config.yml': `${CONFIG}baseurl: /blog/\nauthor: { name: Mei, email: mei@lantern.example }\ncollections: { tales: { output: true } }\n`,
    })
    const found = await detectSite(dir)
    expect(await found?.facts()).toMatchObject({
      dialect: 'jekyll',
      title: 'The Lantern',
      baseUrl: 'https://lantern.example/blog/',
      author: { name: 'Mei', email: 'mei@lantern.example' },
      timeZone: 'Asia/Taipei',
      language: 'de',
      contentDir: '.',
      sections: { names: ['posts'] },
    })
  })

  it('is known by a Gemfile where it has no configuration', async () => {
    const dir = aFolder({ Gemfile: 'gem "github-pages", group: :jekyll_plugins\n', '_posts/2026-01-31-a.md': 'Text\n' })
    expect((await detectSite(dir))?.files).toEqual(['Gemfile'])
    expect(await detectSite(aFolder({ Gemfile: 'gem "rails"\n' }))).toBeUndefined()
  })
})

describe.skipIf(!hasCorpora)('jekyllrb.com (skipped where BROADSHEET_CORPORA is missing)', () => {
  it('is read whole', async () => {
    const dir = join(CORPORA, 'jekyll-jekyll')
    const config = configIn(dir, { source: dir, static: [] }, { url: 'https://jekyllrb.com/' })
    const { posts, problems } = await openSite(config, now)
    expect(problems).toEqual([])
    expect(posts.filter(({ status }) => status === 'live').length).toBeGreaterThan(90)
    expect(posts.map(({ url }) => url)).toContain('https://jekyllrb.com/news/2013/05/05/jekyll-1-0-0-released/')
  })
})
