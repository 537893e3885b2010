import { expect, it } from 'vitest'
import { codePieces } from '../../../src/posts/markdown/code-pieces.ts'

const marked = (text: string) =>
  codePieces(text)
    .map((piece) => (piece.isCode ? `<${piece.text}>` : piece.text))
    .join('')

it.each([
  ['a `b` c', 'a <`b`> c'],
  ['``a`b`` c`', '<``a`b``> c`'],
  ['a ` b\n\nc ` d', 'a ` b\n\nc ` d'],
  ['```js\na\n```\nb', '<```js\n><a\n><```\n>b'],
  ['~~~\na\n```\n~~~~\nb', '<~~~\n><a\n><```\n><~~~~\n>b'],
  ['> ```\n> a\n> ```\nb', '<> ```\n><> a\n><> ```\n>b'],
  ['a\n\n    b\n\nc', 'a\n\n<    b\n>\nc'],
  ['a\n    b', 'a\n    b'],
])('%j', (text, expected) => {
  expect(marked(text)).toBe(expected)
  expect(
    codePieces(text)
      .map((piece) => piece.text)
      .join(''),
  ).toBe(text)
})

it('takes a time that grows with the text', () => {
  const hostile = Array.from({ length: 20_000 }, (_, i) => `${'`'.repeat((i % 50) + 1)} a`).join(' ')
  expect(
    codePieces(hostile)
      .map((piece) => piece.text)
      .join(''),
  ).toBe(hostile)
})
