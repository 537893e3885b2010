import { expect, test } from 'vitest'
import { missingPictures } from '../../src/bodies/missing-pictures.ts'
import { bodyOf } from '../posts/body-of.ts'

const post = { url: 'https://lantern.example/posts/a/', file: 'content/posts/a.md' }
const said = (markdown: string, files: [string, string][] = []) =>
  missingPictures({ ...bodyOf(markdown), files: new Map(files) }, post).map(({ message }) => message)

test("a picture of the site's own that no folder holds is named, each once", () => {
  const gone = '![gone](https://lantern.example/gone.png)'
  expect(said(`${gone} ${gone}`)).toEqual(["A picture is not in the site's folder: gone.png."])
  const four = ['a', 'b', 'c', 'd'].map((name) => `![x](https://lantern.example/${name}.png)`)
  expect(said(four.join(' '))).toEqual(["4 pictures are not in the site's folder: a.png, b.png, c.png, …."])
})

test('one that is there, and one from elsewhere, are not', () => {
  expect(
    said('![x](https://lantern.example/x.png)', [['https://lantern.example/x.png', '/site/static/x.png']]),
  ).toEqual([])
  expect(said('![x](https://pictures.example/x.png)')).toEqual([])
})
