import { join } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { openSite } from '../../src/sources/content-folder.ts'
import { aFolder, configIn } from './a-folder.ts'

const post = (more: string, html: string) => `---\ntitle: "Lamps"\n${more}---\n${html}\n`

test('a folder of posts that feeds brought is a site of its own: addresses, ids and sections as they say', async () => {
  const dir = aFolder({
    'feeds/feeds.json': '[]',
    'feeds/night.example-3fa2b1/one.html': post(
      'date: "2026-05-01T09:00:00+02:00"\nid: "guid-1"\nurl: "https://night.example/1/"\nlanguage: "de-DE"\ntags: ["a"]\n',
      '<p>Whole &amp; {{ as }} it is.</p>',
    ),
    'feeds/night.example-3fa2b1/two.html': post(
      'date: "2026-07-01T09:00:00+00:00"\nid: "https://night.example/2/"\nurl: "https://night.example/2/"\n',
      '<p>Later</p>',
    ),
    'feeds/night.example-3fa2b1/broken.html': post('id: "x"\n', '<p>No address</p>'),
    'feeds/notes.txt': 'not one',
  })
  const site = await openSite(
    configIn(dir, { source: join(dir, 'feeds') }),
    Temporal.Instant.from('2026-06-01T00:00:00Z'),
  )
  expect(site.problems).toEqual([])
  expect(site.posts).toMatchObject([
    { id: 'id:https://night.example/2/', uri: 'https://night.example/2/', status: 'future', language: 'en' },
    {
      id: 'id:guid-1',
      url: 'https://night.example/1/',
      status: 'live',
      language: 'de-DE',
      section: 'night.example-3fa2b1',
      tags: ['a'],
      publishedAt: { offset: '+02:00' },
    },
  ])
  const { body } = await site.body(site.posts[1] as (typeof site.posts)[number])
  expect(JSON.stringify(body?.tree)).toContain('Whole & {{ as }} it is.')
})
