import { describe, expect, it } from 'vitest'
import { coverOf } from '../../src/posts/cover.ts'
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
})
