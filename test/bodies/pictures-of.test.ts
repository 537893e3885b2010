import { expect, test } from 'vitest'
import { picturesOf } from '../../src/bodies/pictures-of.ts'
import { bodyOf } from '../posts/body-of.ts'

test('each picture once, with its file and whether clients can show it', () => {
  const body = bodyOf(
    '![a](/a.svg) ![b](b.JPG) ![a](/a.svg) ![c](https://elsewhere.example/c.webp?x) <img src="data:,">',
  )
  expect(picturesOf(body)).toEqual([
    { url: 'https://lantern.example/a.svg', file: '/site/a.svg' },
    { url: 'https://lantern.example/posts/moon/b.JPG', file: '/site/posts/moon/b.JPG' },
    { url: 'https://elsewhere.example/c.webp?x' },
  ])
})
