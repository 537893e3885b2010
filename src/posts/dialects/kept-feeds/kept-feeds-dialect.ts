import { Temporal } from 'temporal-polyfill'
import { parseLanguage } from '../../../config/locale.ts'
import { readDate } from '../../dates.ts'
import { listField, textField } from '../../front-matter-fields.ts'
import type { MarkupSettings } from '../../markup-settings.ts'
import { DEFAULT_MARKUP } from '../default-markup.ts'
import type { Dialect, PageFacts, PageSource, Place } from '../dialect.ts'

/** The posts of feeds, as feeds/mirrored-post.ts writes them: their front matter says all. @param language of posts that say none */
export function keptFeedsDialect(language: string): Dialect {
  return {
    markup: MARKUP,
    problems: [],
    place,
    inherit: (_, fields) => fields,
    readPage: (page, now) => ({ facts: factsOf(page, language, now), problems: [] }),
    param: () => undefined,
    repeatedKeyHint: 'Keep one.',
  }
}

/** `lantern.example-3fa2b1/0a1b2c.html`: a folder a feed, a file a post. */
function place(path: string): Place | undefined {
  const [section = '', file = '', ...deeper] = path.split('/')
  if (!file.endsWith('.html') || deeper.length > 0) return undefined
  const name = file.slice(0, -'.html'.length)
  return {
    path,
    folder: section,
    name,
    logicalPath: `${section}/${name}`,
    kind: 'page',
    bundle: false,
    section,
    languageKey: '',
  }
}

function factsOf({ fields }: PageSource, language: string, now: Temporal.Instant): PageFacts | undefined {
  const url = textField(fields, 'url')
  const publishedAt = readDate(textField(fields, 'date') ?? '', 'UTC')
  if (url === undefined || !publishedAt) return undefined
  const updatedAt = readDate(textField(fields, 'lastmod') ?? '', 'UTC')
  const isFuture = Temporal.Instant.compare(publishedAt.instant, now) > 0
  return {
    url,
    aliases: [],
    language: parseLanguage(textField(fields, 'language') ?? '') ?? language,
    publishedAt,
    ...(updatedAt && { updatedAt }),
    format: 'html',
    tags: listField(fields, 'tags'),
    categories: [],
    terms: [],
    status: isFuture ? 'future' : 'live',
    ...(isFuture && { turns: [publishedAt.instant] }),
  }
}

/** Of their HTML only what makes a summary counts. */
const MARKUP: MarkupSettings = {
  ...DEFAULT_MARKUP,
  footnotes: false,
  linkify: false,
  tables: false,
  strikethrough: false,
  headingAttributes: false,
  taskLists: false,
  headingIds: 'none',
}
