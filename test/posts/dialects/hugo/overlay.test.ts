import { describe, expect, it } from 'vitest'
import { type Overlay, overlayConfig, wantsNewer, writtenDirs } from '../../../../src/posts/dialects/hugo/overlay.ts'

const OURS: Overlay = {
  layouts: '/run/layouts',
  empty: '/run/static',
  baseUrl: 'https://lantern.example/',
  version: 111,
}
const LINKS = {
  _target: { kind: '{page,section,taxonomy,term}' },
  _build: { render: 'link', publishresources: false },
}

describe('the configuration of a run for bodies', () => {
  it('keeps what the site says, and renders its home pages alone', () => {
    const config = overlayConfig(
      [{ title: 'L', Params: { A: 1 }, outputs: { page: ['amp'] } }, { params: { b: 2 } }],
      OURS,
    )
    expect(config).toMatchObject({ title: 'L', params: { a: 1, b: 2 }, baseurl: 'https://lantern.example/' })
    expect(config.outputs).toEqual({
      home: ['broadsheet'],
      ...Object.fromEntries(['page', 'section', 'taxonomy', 'term'].map((kind) => [kind, ['html']])),
    })
    expect(config.cascade).toEqual([LINKS])
  })

  it('puts our layouts before the site’s own, and nothing in the place of static files', () => {
    const mounts = (map: Record<string, unknown>) => (overlayConfig([map], OURS).module as { mounts: unknown }).mounts
    const ours = { source: '/run/layouts', target: 'layouts' }
    const empty = { source: '/run/static', target: 'static' }
    expect(mounts({})).toEqual([ours, { source: 'layouts', target: 'layouts' }, empty])
    expect(mounts({ layoutDir: 'look' })).toEqual([ours, { source: 'look', target: 'layouts' }, empty])
    const written = [
      { source: 'notes', target: 'content/notes' },
      { source: 'pictures', target: 'static/images' },
      { source: 'mine', target: 'layouts/shortcodes' },
    ]
    expect(mounts({ module: { mounts: written } })).toEqual([ours, written[0], written[2], empty])
  })

  it('adds to cascades and kinds of the site, and of its languages', () => {
    const config = overlayConfig(
      [
        {
          cascade: { type: 'a' },
          disableKinds: ['home', 'term'],
          languages: { he: { outputs: { home: ['html'] }, cascade: [{ type: 'b' }], weight: 2 }, en: { weight: 1 } },
        },
      ],
      OURS,
    )
    expect(config.cascade).toEqual([{ type: 'a' }, LINKS])
    expect(config.disablekinds).toEqual(['term', 'sitemap', 'RSS', 'robotsTXT', '404'])
    expect(config.languages).toEqual({ he: { cascade: [{ type: 'b' }, LINKS], weight: 2 }, en: { weight: 1 } })
  })

  it('speaks the words of newer versions', () => {
    const cascade = (version: number) => overlayConfig([{}], { ...OURS, version }).cascade as object[]
    expect(Object.keys(cascade(150)[0] ?? {})).toEqual(['_target', 'build'])
    expect(Object.keys(cascade(160)[0] ?? {})).toEqual(['target', 'build'])
  })
})

it('a version that the site wants', () => {
  const site = [{ module: { hugoVersion: { min: '0.120.1' } } }]
  expect(wantsNewer(site, 111)).toBe('0.120.1')
  expect(wantsNewer(site, 120)).toBeUndefined()
  expect(wantsNewer([{}], 111)).toBeUndefined()
})

it('folders that Hugo writes', () => {
  expect(writtenDirs([{}])).toEqual(['public', 'resources'])
  expect(writtenDirs([{ publishDir: 'docs' }])).toEqual(['docs', 'resources'])
})
