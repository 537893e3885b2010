import type { Temporal } from 'temporal-polyfill'
import { type Problem, warning } from '../config/problem.ts'
import { authorsOf } from './authors.ts'
import type { ContentSource } from './content-source.ts'
import { coverOf, type WrittenCover } from './cover.ts'
import type { Dialect, FileTimes, PageFacts, Place } from './dialects/dialect.ts'
import { type FrontMatter, readFrontMatter } from './front-matter.ts'
import { type Fields, fieldsOf, textField } from './front-matter-fields.ts'
import { givenUri, naturalId } from './identity.ts'
import { lineOfInnerKey, lineOfKey } from './line-of-key.ts'
import type { Page } from './page.ts'
import type { Post } from './post.ts'
import { postHash } from './post-hash.ts'
import { saysAnything } from './says-anything.ts'
import { steeringOf } from './steering.ts'
import { unreadablePost } from './unreadable-post.ts'
import { writtenSummary } from './written-summary.ts'

export interface ContentFile {
  source: ContentSource
  place: Place
  /** As Post.path: below the content folder. */
  path: string
  /** As Post.file: as the person knows it. */
  file: string
  times?: FileTimes
  /** Ids of the configured newsletters. */
  newsletters?: readonly string[]
}

export interface ReadPage {
  /** Absent where there are errors, or where the engine makes no page of it. */
  page?: Page
  /** To be made absolute once all pages and files are known. */
  cover?: WrittenCover
  /** The moments at which the post's status changes. */
  turns?: Temporal.Instant[]
  problems: Problem[]
}

/**
 * A content file → a page, with its post if it is news: a page without any date is not (an imprint, a search page), and
 * neither is a section's list. Whatever is wrong with the file is a problem of its own.
 */
export function readPost(content: ContentFile, dialect: Dialect, now: Temporal.Instant): ReadPage {
  try {
    return pageOf(content, dialect, now)
  } catch (error) {
    return { problems: [unreadablePost(error, content.file)] }
  }
}

function pageOf(content: ContentFile, dialect: Dialect, now: Temporal.Instant): ReadPage {
  const frontMatter = readFrontMatter(content.source.front, content.file, dialect.repeatedKeyHint)
  if (frontMatter.problems.length > 0) return { problems: frontMatter.problems }
  const text = () => content.source.below?.toString('utf8') ?? frontMatter.text
  const head = frontMatter.format === 'none' ? dialect.fieldsIn?.(text()) : undefined
  const fields = dialect.inherit(content.place, head ?? fieldsOf(frontMatter.data))
  const placeOf = (field: string) => {
    const line = lineOfKey(content.source.whole(), field)
    return { file: content.file, ...(line && { line }) }
  }
  const { facts, problems: ofPage } = dialect.readPage(
    { place: content.place, fields, front: content.source.front, text, times: content.times ?? {}, placeOf },
    now,
  )
  const problems = [...(frontMatter.warnings ?? []), ...ofPage]
  if (!facts || problems.some(({ severity }) => severity === 'error')) return { problems }
  const isEmpty = facts.publishedAt !== undefined && !saysAnything(content.source, frontMatter)
  const notNews = isEmpty ? 'empty' : facts.notNews
  const page: Page = { place: content.place, url: facts.url, ...(notNews && { notNews }) }
  if (!facts.publishedAt || isEmpty) return { page, problems }
  if (!facts.title && !textField(fields, 'title')) problems.push(untitled(content))
  // What has one is read whole.
  if (content.source.front.includes('\0')) problems.push(holdsNul(content))
  const cover = coverOf(fields)
  const description = writtenSummary(fields, dialect.markup)
  const all = { ...facts, authors: authorsOf(fields, dialect.markup) }
  const { problems: ofTerms, ...few } = fewTerms(all, placeOf)
  problems.push(...ofTerms)
  const { steering, problems: ofSteering } = steeringOf(fields, {
    newsletters: content.newsletters ?? [],
    placeOf: (key) => placeWithin(content, key),
  })
  problems.push(...ofSteering)
  const dated = {
    ...facts,
    ...few,
    publishedAt: facts.publishedAt,
    ...(description && { description }),
    ...(steering && { steering }),
  }
  const post = postFrom(content, frontMatter, fields, dated)
  return { page: { ...page, post }, ...(cover && { cover }), ...(facts.turns && { turns: facts.turns }), problems }
}

type DatedFacts = PageFacts &
  Required<Pick<PageFacts, 'publishedAt'>> &
  Pick<Post, 'description' | 'authors' | 'steering'>

/** Of what the mails are told; it may be another file's, which the page inherits. */
function placeWithin({ source, file }: ContentFile, key?: string): Pick<Problem, 'file' | 'line'> {
  const line = lineOfInnerKey(source.whole(), 'newsletter', key ?? 'newsletter')
  return { file, ...(line && { line }) }
}

function postFrom(content: ContentFile, frontMatter: FrontMatter, fields: Fields, facts: DatedFacts): Post {
  const { path, file, place } = content
  const title = facts.title ?? textField(fields, 'title') ?? nameAsTitle(place)
  const uri = givenUri(fields)
  return {
    id: naturalId(fields, { path, aliases: facts.aliases, publishedAt: facts.publishedAt }),
    ...(uri && { uri }),
    path,
    file,
    url: facts.url,
    aliases: facts.aliases,
    title,
    ...(facts.description && { description: facts.description }),
    authors: facts.authors,
    tags: facts.tags,
    categories: facts.categories,
    ...(facts.terms.length > 0 && { terms: facts.terms }),
    section: place.section,
    language: facts.language,
    status: facts.status,
    ...(facts.format && { format: facts.format }),
    ...(facts.steering && { steering: facts.steering }),
    hash: postHash(title, content.source.below ?? frontMatter.text),
    // In the order in which it is found again (written-page.ts): what was made of a post is known by its text, too.
    publishedAt: facts.publishedAt,
    ...(facts.updatedAt && { updatedAt: facts.updatedAt }),
  }
}

/** Each tag is three feeds, and a post with a hundred of them says nothing by them. */
const MOST_TERMS = 100

function fewTerms(facts: PageFacts & Pick<Post, 'authors'>, placeOf: (field: string) => Partial<Problem>) {
  const problems: Problem[] = []
  const few = <Term>(kind: string, terms: Term[]) => {
    const all = [...new Set(terms)]
    if (all.length > MOST_TERMS) {
      const message = `The post has ${all.length.toLocaleString('en')} ${kind}; the first ${MOST_TERMS} count, in feeds and for subscribers.`
      problems.push(
        warning('post.too-many-terms', message, { hint: 'Keep those that say what it is about.', ...placeOf(kind) }),
      )
    }
    return all.slice(0, MOST_TERMS)
  }
  return {
    authors: few('authors', facts.authors),
    tags: few('tags', facts.tags),
    categories: few('categories', facts.categories),
    terms: few('terms', facts.terms),
    problems,
  }
}

function nameAsTitle({ logicalPath, path }: Place): string {
  const name = (logicalPath || path).split('/').at(-1) ?? ''
  return (
    name
      .replace(/^\d{4}-\d{2}-\d{2}[-_ ]*/, '')
      .replace(/[-_]+/g, ' ')
      .trim() || name
  )
}

function holdsNul({ source, file }: ContentFile): Problem {
  const line = source.front.slice(0, source.front.indexOf('\0')).split('\n').length
  const hint = 'It is left out; look whether something is lost there.'
  return warning('post.nul', 'The post has a NUL character, which no text has.', { hint, file, line })
}

function untitled({ file, place }: ContentFile): Problem {
  const hint = `It is called "${nameAsTitle(place)}" after its file; write a title.`
  return warning('post.no-title', 'The post has no title.', { hint, file })
}
