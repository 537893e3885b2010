import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { COVER_KEYS, coverOf } from '../../src/posts/cover.ts'
import { fieldsOf } from '../../src/posts/front-matter-fields.ts'

describe('cover', () => {
  it.each([
    [{ cover: 'a.jpg' }, { href: 'a.jpg' }],
    [{ cover: { image: 'a.jpg', alt: 'A boat' } }, { href: 'a.jpg', alt: 'A boat' }],
    [{ image: { src: 'a.jpg' } }, { href: 'a.jpg' }],
    [
      { featuredImage: 'a.jpg', featuredImageAlt: 'A boat' },
      { href: 'a.jpg', alt: 'A boat' },
    ],
    [{ images: ['a.jpg', 'b.jpg'] }, { href: 'a.jpg' }],
    [{ cover: false, image: 'a.jpg' }, { href: 'a.jpg' }],
    [{ header: { image: 'a.jpg', alt: 'A boat' } }, { href: 'a.jpg', alt: 'A boat' }],
    [{ header: 'Words', images: ['a.jpg'] }, { href: 'a.jpg' }],
    [{ coverImage: 'a.jpg' }, { href: 'a.jpg' }],
    [{ cover_image: 'a.jpg' }, { href: 'a.jpg' }],
    [
      { feature_image: 'a.jpg', feature_image_alt: 'A boat' },
      { href: 'a.jpg', alt: 'A boat' },
    ],
    [{ socialImage: { src: 'a.jpg' } }, { href: 'a.jpg' }],
    [{ socialImage: 'b.jpg', coverImage: 'a.jpg' }, { href: 'a.jpg' }],
    [{ title: 'x' }, undefined],
  ])('%j', (data, expected) => {
    expect(coverOf(fieldsOf(data))).toEqual(expected)
  })

  it('has its keys in the documentation, in order', () => {
    const page = readFileSync(new URL('../../docs/hugo.md', import.meta.url), 'utf8')
    const [, section = ''] = /^## Covers$(.*?)^## /ms.exec(page) ?? []
    const firstCells = [...section.matchAll(/^\| (`[^|]*) \|/gm)].map(([, cell = '']) => cell).join()
    const keys = [...firstCells.matchAll(/`(\w+)`/g)].map(([, key = '']) => key.toLowerCase())
    expect(keys).toEqual([...COVER_KEYS, 'images'])
  })
})
