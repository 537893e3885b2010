import { beforeMore } from '../posts/markdown/more.ts'
import type { Body, Post } from '../posts/post.ts'
import { countCjk } from './cjk.ts'
import { readableText } from './readable-text.ts'

/** A post may be a book: only its beginning, so many characters for each word, is read and cut into pieces. */
const CONSIDERED = 40

/**
 * What a post is about, as plain text: its own description, else what stands before `<!--more-->`, else its first
 * sentences, as many words as the site says, of which a Chinese character is half a one. Empty where the body has no running text.
 */
export function summaryOf(post: Pick<Post, 'description' | 'language'>, body: Body): string {
  const description = post.description?.trim()
  if (description) return description
  const { summaryLength } = body
  const { children } = body.tree
  const teaser = readableText(beforeMore(children) ?? [])
  return teaser || firstSentences(readableText(children, CONSIDERED * summaryLength), post.language, summaryLength)
}

/** Whole sentences up to the length; where they would leave too little, whole words and an ellipsis. */
export function firstSentences(text: string, language: string, words: number): string {
  const sentences = firstSegments(text, segmenter(language, 'sentence'), words)
  if (sentences === text || lengthOf(sentences) > words / 3) return sentences
  const cut = firstSegments(text, segmenter(language, 'word'), words) || firstGraphemes(text, language, words)
  return cut === text ? text : `${cut.replace(/[\s,;:，、；：]+$/u, '')}…`
}

function firstSegments(text: string, by: Intl.Segmenter, words: number): string {
  let length = 0
  let end = 0
  for (const { segment } of by.segment(text.slice(0, words * CONSIDERED))) {
    length += lengthOf(segment)
    if (length > words) break
    end += segment.length
  }
  // Unicode's rules leave an opening 「 with the sentence before it (UAX #29, SB8a–SB9).
  return text.slice(0, end).replace(/[\s\p{Ps}\p{Pi}]+$/u, '')
}

/** For a "word" without end. */
function firstGraphemes(text: string, language: string, words: number): string {
  const graphemes = segmenter(language, 'grapheme').segment(text.slice(0, words * CONSIDERED))
  return Array.from(graphemes, ({ segment }) => segment)
    .slice(0, words * 2)
    .join('')
}

/** In words; a very long one is several, as in languages that put no space between them. */
function lengthOf(text: string): number {
  const cjk = countCjk(text)
  let length = cjk / 2
  for (const word of text.match(/[\p{L}\p{N}\p{M}_'’-]+/gu) ?? []) {
    if (cjk === 0 || countCjk(word) === 0) length += Math.max(1, word.length / 12)
  }
  return length
}

type Granularity = 'sentence' | 'word' | 'grapheme'

/** Each takes a tenth of a millisecond to make, and a site's posts are in a few languages. */
const made = new Map<string, Intl.Segmenter>()
const MOST_MADE = 100

function segmenter(language: string, granularity: Granularity): Intl.Segmenter {
  const key = `${language} ${granularity}`
  const one = made.get(key) ?? makeSegmenter(language, granularity)
  if (made.size < MOST_MADE) made.set(key, one)
  return one
}

function makeSegmenter(language: string, granularity: Granularity): Intl.Segmenter {
  try {
    return new Intl.Segmenter(language, { granularity })
  } catch {
    return new Intl.Segmenter('und', { granularity })
  }
}
