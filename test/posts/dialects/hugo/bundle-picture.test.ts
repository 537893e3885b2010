import { expect, test } from 'vitest'
import { bundlePictures } from '../../../../src/posts/dialects/hugo/bundle-picture.ts'

test.each([
  [['featured.png'], 'featured.png'],
  [['a-cover.jpg', 'My Feature.JPG'], 'My Feature.JPG'],
  [['thumbnail.webp', 'cover.webp'], 'cover.webp'],
  [['z-feature.png', 'B-feature.png'], 'B-feature.png'],
  [['feature.md', 'cover.txt', 'a.png'], undefined],
  [['images/feature.png'], undefined],
])('of a bundle with %j it is %s', (names, picture) => {
  const found = bundlePictures(names.map((name) => `content/posts/b/${name}`))
  expect(found.get('content/posts/b')).toBe(picture && `content/posts/b/${picture}`)
})
