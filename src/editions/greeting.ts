import { createHash } from 'node:crypto'
import { newPlaceholder } from '../subscribers/token.ts'
import { wordsFor } from '../words/words-for.ts'

/** UTF-8, at most: as many as stand in its place in a variant. */
export const GREETING_BYTES = 64

/** Stands in what a plan hashes. */
export const GREETING_PLACEHOLDER = 'BroadsheetGreetingGoesHere4wQ8tZ2kR6nP3vX7mJ5cL9bF1sD0hG8yT2uE6a'

/** That of a variant whose token has this one. */
export function greetingPlaceholder(placeholder: string): string {
  return newPlaceholder(() => createHash('sha512').update(`greeting ${placeholder}`).digest())
}

/**
 * What a mail says to its reader first, in its own language. One that is too long for its place, or to what is no plain name, is said
 * without it: a stranger wrote the name, and nothing that a client makes a link of, nor of HTML, may be in it.
 */
export function greetingOf(language: string, name: string | undefined): string {
  const { greeting } = wordsFor(language).mail
  const named = name !== undefined && isPlain(name) ? greeting(name) : undefined
  return named !== undefined && Buffer.byteLength(named) <= GREETING_BYTES ? named : greeting(undefined)
}

/** Letters, with what stands in and between them: the joiners of Persian and Indic words too (Unicode TR 31). */
const NAME = /^\p{L}(?:[\p{L}\p{M}\p{Nd}.'’·‐ -]|\u200c|\u200d)*$/u
/** `evil.example`, not `J.R.R. Tolkien`. */
const HOST = /\.[^\s.]{2}/

function isPlain(name: string): boolean {
  return NAME.test(name) && !HOST.test(name)
}
