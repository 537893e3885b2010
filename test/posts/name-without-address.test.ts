import { expect, test } from 'vitest'
import { nameWithoutAddress } from '../../src/posts/name-without-address.ts'

test.each([
  ['Jane <jane@x.example>', 'Jane'],
  ['"Jane Doe" <jane.doe+blog@mail.x.example>', 'Jane Doe'],
  ['mail@x.example (Jane)', 'Jane'],
  ['Jane (mail@x.example)', 'Jane'],
  ['Jane [ mailto:mail@x.example ]', 'Jane'],
  ['Jane, jane@x.example', 'Jane'],
  ['Jane \u2013 jane@x.example', 'Jane'],
  ['jane@x.example: Jane', 'Jane'],
  ['Jane <jane@x.example>, Joe <joe@x.example>', 'Jane, Joe'],
  ['\u7f8e <mei@b\u00fccher.example>', '\u7f8e'],
  ['jane@x.example', ''],
  ['<>', '<>'],
  ['Jane', 'Jane'],
  ['@jane@social.example', '@jane@social.example'],
  ['R@ndy', 'R@ndy'],
  ['Jane (Doe)', 'Jane (Doe)'],
])('%s is %s', (written, name) => {
  expect(nameWithoutAddress(written)).toBe(name)
})

test.each(['a@', '@', 'a@b', '<', ' a@b.', 'a@b.c ', '(', ',-'])('in a time that grows as the text: %s', (piece) => {
  const started = performance.now()
  nameWithoutAddress(`${piece.repeat(50_000)}@`)
  expect(performance.now() - started).toBeLessThan(1_000)
})
