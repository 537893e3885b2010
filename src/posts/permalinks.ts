import type { Temporal } from 'temporal-polyfill'
import { formatGoLayout, isGoLayout, monthName, weekdayName } from './go-date-layout.ts'

/** What a permalink pattern may speak of. Texts are not yet urlized. */
export interface PermalinkFacts {
  /** As the author wrote it; undated pages stand at Go's zero time, 0001-01-01. */
  date: Temporal.PlainDateTime
  title: string
  slug: string
  section: string
  /** The sections above the page, outermost first. */
  sections: string[]
  /** The same, each by its section page's slug or title. */
  sectionSlugs: string[]
  /** File name without extension and language; a bundle's folder name. */
  baseName: string
  /** Hugo's urlize, which it applies to titles, slugs and file names on their own. */
  urlize(text: string): string
}

type Expander = (facts: PermalinkFacts) => string

const two = (number: number) => String(number).padStart(2, '0')
const slugOrTitle: Expander = ({ slug, title, urlize }) => urlize(slug || title)
const baseName: Expander = (facts) => facts.urlize(facts.baseName)
const slugOrBaseName: Expander = ({ slug, baseName, urlize }) => urlize(slug || baseName)

/** https://gohugo.io/configuration/permalinks/#tokens */
const TOKENS: Record<string, Expander> = {
  year: ({ date }) => String(date.year).padStart(4, '0'),
  month: ({ date }) => two(date.month),
  monthname: ({ date }) => monthName(date),
  day: ({ date }) => two(date.day),
  weekday: ({ date }) => String(date.dayOfWeek % 7),
  weekdayname: ({ date }) => weekdayName(date),
  yearday: ({ date }) => String(date.dayOfYear),
  section: ({ section }) => section,
  sections: ({ sections }) => sections.join('/'),
  sectionslug: ({ sectionSlugs, urlize }) => urlize(sectionSlugs[0] ?? ''),
  sectionslugs: ({ sectionSlugs, urlize }) => sectionSlugs.map(urlize).join('/'),
  title: ({ title, urlize }) => urlize(title),
  slug: slugOrTitle,
  slugorfilename: slugOrBaseName,
  slugorcontentbasename: slugOrBaseName,
  filename: baseName,
  contentbasename: baseName,
}

/** Tokens of which a part can be taken. */
const SLICED: Record<string, (facts: PermalinkFacts) => string[]> = {
  sections: ({ sections }) => sections,
  sectionslugs: ({ sectionSlugs, urlize }) => sectionSlugs.map(urlize),
}

/** A token, but not after a backslash: `\:` is a colon. */
const TOKEN = /(?<!\\):(\w+)(?:\[([^\]]*)\])?/g

/** `/:year/:month/:slug/` → `/2026/01/my-post/`. Tokens that are not known stay; see unknownTokens. */
export function expandPermalink(pattern: string, facts: PermalinkFacts): string {
  const expanded = pattern.replace(TOKEN, (whole, name: string, slice: string | undefined) => {
    if (slice !== undefined) return isKnown(name, slice) ? sliceOf(SLICED[name]?.(facts) ?? [], slice).join('/') : whole
    if (Object.hasOwn(TOKENS, name)) return TOKENS[name]?.(facts) ?? whole
    return isGoLayout(name) ? formatGoLayout(name, facts.date) : whole
  })
  return expanded.replaceAll('\\:', ':')
}

/** Tokens of a pattern that Broadsheet does not know, so that no URL can be told from it. */
export function unknownTokens(pattern: string): string[] {
  const tokens = [...pattern.matchAll(TOKEN)]
  return tokens.filter(([, name = '', slice]) => !isKnown(name, slice)).map(([token]) => token)
}

export function hasTokens(text: string): boolean {
  return text.search(TOKEN) >= 0
}

function isKnown(name: string, slice: string | undefined): boolean {
  if (slice !== undefined) return Object.hasOwn(SLICED, name) && SLICE.test(slice)
  return Object.hasOwn(TOKENS, name) || isGoLayout(name)
}

const SLICE = /^(?:last|\d+|(\d*):(\d+|last)?)$/

/** Hugo's `:sections[1:]`, `[:last]`, `[last]`, `[0]`, `[1:2]`; what is out of bounds is empty. */
function sliceOf(sections: string[], slice: string): string[] {
  const index = (text: string) => (text === 'last' ? sections.length - 1 : Number(text))
  if (!slice.includes(':')) return sections.slice(index(slice)).slice(0, 1)
  const [from = '', to = ''] = slice.split(':')
  return sections.slice(index(from), to ? Math.max(index(to), 0) : undefined)
}
