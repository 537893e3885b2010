import { describe, expect, it } from 'vitest'
import { authorOf, coverOf } from '../../src/posts/cover.ts'
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
    [{ title: 'x' }, undefined],
  ])('%j', (data, expected) => {
    expect(coverOf(fieldsOf(data))).toEqual(expected)
  })
})

describe('author', () => {
  it.each([
    [{ author: 'Mei' }, 'Mei'],
    [{ author: { name: 'Mei', email: 'mei@lantern.example' } }, 'Mei'],
    [{ authors: ['Mei', { name: 'Ari' }] }, 'Mei, Ari'],
    [{ author: [] }, undefined],
  ])('%j', (data, expected) => {
    expect(authorOf(fieldsOf(data))).toBe(expected)
  })
})
