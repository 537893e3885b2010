import type { Difference } from './compare.ts'

/** A difference that is no fault. Its name is a line of the table in docs/hugo.md, which says why. */
export interface KnownDifference {
  name: string
  explains(difference: Difference): boolean
}

const CJK = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\u3000-\u303f\uff00-\uffef]/u

export const KNOWN_DIFFERENCES: KnownDifference[] = [
  {
    name: 'no title',
    explains: ({ what, hugo }) => what === 'title' && hugo === '',
  },
  {
    name: 'emphasis beside CJK punctuation',
    explains: sameText(/[*\s]/g, ({ hugo }) => CJK.test(hugo) && hugo.includes('*')),
  },
  {
    name: 'canonifyURLs changes code',
    explains: sameText(/(?<=["'=(])https?:\/\/[^/\s]+(?=\/)/g),
  },
  {
    name: 'entities in a bare link',
    explains: ({ what, hugo, ours }) => what === 'text' && decoded(hugo) === decoded(ours),
  },
  {
    name: 'emoji in code',
    explains: ({ what, hugo, ours }) => what === 'text' && EMOJI.test(hugo) && levelled(hugo) === levelled(ours),
  },
  {
    name: 'links of the page in inner text',
    explains: sameText(/[[\]]/g),
  },
  {
    name: 'an empty definition',
    explains: sameText(/(?<= ): (?=: )|(?<=: ): /g),
  },
  {
    name: 'HTML less indented than its list item',
    explains: ({ what, file }) => what === 'text' && file.endsWith('post/cnblogs/2008-09-06-1285500.md'),
  },
]

/** @param noise what may differ */
function sameText(noise: RegExp, when: (difference: Difference) => boolean = () => true): KnownDifference['explains'] {
  const bare = (text: string) => text.replace(noise, '')
  return (difference) =>
    difference.what === 'text' && when(difference) && bare(difference.hugo) === bare(difference.ours)
}

function decoded(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')
}

const EMOJI = /\p{Extended_Pictographic}/u

/** A picture and its `:name:` are one mark, several in a row too: whether a joined one counts once or thrice is no matter. */
function levelled(text: string): string {
  return text
    .replace(
      /[#*\d]\ufe0f?\u20e3|\p{Extended_Pictographic}|\p{So}|\p{Regional_Indicator}|\p{Emoji_Modifier}|:[\w+-]+:/gu,
      '¤',
    )
    .replace(/\ufe0f|\p{Cf}|\s/gu, '')
    .replace(/¤+/g, '¤')
}
