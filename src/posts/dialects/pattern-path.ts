import { Temporal } from 'temporal-polyfill'
import { failure, type Problem } from '../../config/problem.ts'
import { asWritten } from '../dates.ts'
import { expandPermalink, unknownTokens } from '../permalinks.ts'
import type { WrittenDate } from '../post.ts'
import { escapePath, urlize } from '../urlize.ts'
import type { Place } from './dialect.ts'
import { foldersAbove, lastName } from './page-names.ts'

const AS_HYPHENS = { disablePathToLower: false, removePathAccents: false }
const ZERO_TIME = Temporal.PlainDateTime.from('0001-01-01T00:00')

/** All folders above a page; the other tokens are those of permalinks.ts. */
const FOLDER = /:folder\b/g

export interface PatternFacts {
  place: Place
  date: WrittenDate | undefined
  title: string
  slug: string
  /** Tokens that the engine has besides, by their names. */
  words?: Readonly<Record<string, string>>
}

/** `content.permalink` for a page: its path below the base URL, percent-encoded, without a slash at its front. It ends as the pattern does. */
export function patternPath(pattern: string, { place, date, title, slug, words = {} }: PatternFacts): string {
  const sections = foldersAbove(place)
  const slugified = (text: string) => urlize(text, AS_HYPHENS)
  const own = pattern.replace(WORD, (token, name) => (Object.hasOwn(words, name) ? literal(words[name] ?? '') : token))
  const expanded = expandPermalink(own.replace(FOLDER, ':sections'), {
    date: date ? asWritten(date) : ZERO_TIME,
    title,
    slug,
    section: place.section,
    sections,
    sectionSlugs: sections,
    baseName: lastName(place),
    urlize: slugified,
  })
  return escapePath(
    slugified(expanded)
      .replace(/\/{2,}/g, '/')
      .replace(/^\//, ''),
  )
}

const WORD = /:(\w+)\b/g
const literal = (text: string) => text.replaceAll(':', '\\:')

/** Said once for the site: no page that follows it has an address. @param words names of the engine's own tokens */
export function patternProblems(pattern: string | undefined, words: readonly string[] = []): Problem[] {
  const others = unknownTokens(pattern?.replace(FOLDER, ':sections') ?? '')
  const unknown = others.filter((token) => !words.includes(token.slice(1)))
  if (unknown.length === 0) return []
  const message = `content.permalink "${pattern}" has ${unknown.join(' and ')}, which is not known here.`
  return [
    failure('source.permalink', message, {
      hint: 'Posts that follow it are left out; see docs/configuration.md for what it may have.',
    }),
  ]
}
