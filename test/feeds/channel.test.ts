import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ChannelKind, channelFolder, channelKey } from '../../src/feeds/channel.ts'

const folder = (kind: ChannelKind, name: string) => channelFolder({ kind, name })

// A contract: readers poll these addresses for years.
test.each([
  ['site', '', '/'],
  ['section', 'posts', '/sections/posts/'],
  ['tag', 'Old  Maps', '/tags/old-maps/'],
  ['tag', 'node.js', '/tags/node.js/'],
  ['tag', '地圖', '/tags/地圖/'],
  ['tag', 'Cafe\u0301', '/tags/caf\u00e9/'],
  ['tag', 'R&D', '/tags/r-d~60cfd29e7d/'],
  ['tag', 'R/D', '/tags/r-d~98c14c25fe/'],
  ['tag', '🎉', '/tags/~793f7b494b/'],
  ['tag', '../../etc', '/tags/etc~07fd282969/'],
  ['category', 'C#', '/categories/c~546f0f492b/'],
  ['author', 'Mei', '/authors/mei/'],
  ['language', 'zh-Hant-TW', '/languages/zh-Hant-TW/'],
  ['newsletter', 'weekly', '/newsletters/weekly/'],
] as const)('the feed of %s %s lies in %s', (kind, name, expected) => {
  expect(folder(kind, name)).toBe(expected)
})

const names = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('a', 'A', ' ', '-', '.', '/', '&', '~', '🎉', '0', '\ud800'), maxLength: 5 }),
)

test('any name is one folder, of a length that file systems take, and stays in the place of its kind', () => {
  fc.assert(
    fc.property(names, (name) => {
      const [, kind, slug, ...rest] = folder('tag', name).split('/')
      expect([kind, rest]).toEqual(['tags', ['']])
      expect(slug).toMatch(/^(?!\.)[^\s\\:*?"<>|#%&]+(?<!\.)$/u)
      expect(Buffer.byteLength(slug ?? '')).toBeLessThan(250)
    }),
  )
})

test('two names share a folder only where they are one name', () => {
  fc.assert(
    fc.property(names, names, (a, b) => {
      expect(folder('tag', a) === folder('tag', b)).toBe(channelKey(a) === channelKey(b))
    }),
  )
})
