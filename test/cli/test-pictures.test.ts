import { expect, it } from 'vitest'
import { aboutPictures } from '../../src/cli/test-pictures.ts'

const url = 'https://news.lantern.example/'

it.each([
  [undefined, []],
  [
    { count: 1, from: 'web' as const, url },
    [`Its picture is at ${url}, where readers see it: it is the mail of an edition.`],
  ],
  [
    { count: 3, from: 'mail' as const, url, because: 'it answers\u001b 404' },
    [`Its 3 pictures are within the mail, since readers would not see them at ${url} yet: it answers\\u001b 404.`],
  ],
  [
    { count: 3, from: 'mail' as const, url, because: 'it answers 404', tooLarge: 2 },
    [
      `Its 3 pictures are within the mail, since readers would not see them at ${url} yet: it answers 404.`,
      '2 of them are not: the mail would be too large for most servers.',
    ],
  ],
])('%j', (pictures, lines) => expect(aboutPictures(pictures)).toEqual(lines))
