import type { Question } from '../../body-context.ts'
import type { Page } from '../../page.ts'
import { standingOf } from './place.ts'
import { postValues } from './post-values.ts'
import type { BasedSite } from './site-base.ts'

/** What of the site's folder Liquid may show, besides its pages. */
export interface LiquidFiles {
  /** By path below `_includes`. */
  includes: ReadonlyMap<string, string>
  /** By name, folders as maps. */
  data: Readonly<Record<string, unknown>>
}

export const includeQuestion = (path: string): Question => ['include', path]
export const linkQuestion = (path: string): Question => ['link', path]
export const postQuestion = (name: string): Question => ['post_url', name]
export const dataQuestion = (name: string): Question => ['data', name]
/** Posts, newest first, or documents of another collection, by its name. */
export const documentsQuestion = (collection: string): Question => ['documents', collection]

type Answer = (question: Question) => string | undefined

/** A site's answers to what Liquid in its posts asks. */
export function jekyllAnswers(pages: Page[], site: BasedSite, { includes, data }: LiquidFiles): Answer {
  // Most builds find every body made, and ask for nothing.
  let known: ReturnType<typeof indexOf> | undefined
  const documents = new Map<string, string>()
  return ([about, name = '']) => {
    if (about === 'include') return includes.get(name)
    if (about === 'data') return Object.hasOwn(data, name) ? JSON.stringify(data[name]) : undefined
    known ??= indexOf(pages, site)
    if (about === 'link') return known.byPath.get(name.replace(/^\//, ''))
    if (about === 'post_url') return known.byName.get(name.replace(/^\//, ''))
    if (about !== 'documents') return undefined
    const made = documents.get(name) ?? JSON.stringify(documentsIn(pages, name, site))
    documents.set(name, made)
    return made
  }
}

function indexOf(pages: Page[], site: BasedSite) {
  const byPath = new Map<string, string>()
  const byName = new Map<string, string>()
  for (const { place, url } of pages) {
    const { pathname } = new URL(url)
    byPath.set(place.path, pathname)
    const standing = standingOf(place.path, site)
    if (!standing) continue
    byPath.set(standing.path, pathname)
    if (standing.kind !== 'post') continue
    const name = [...standing.above, standing.below.replace(/\.[^.]+$/, '')].join('/')
    byName.set(name, pathname)
    // Older sites leave the folder out.
    const short = name.split('/').at(-1) ?? ''
    if (!byName.has(short)) byName.set(short, pathname)
  }
  return { byPath, byName }
}

function documentsIn(pages: Page[], collection: string, site: BasedSite): Record<string, unknown>[] {
  const posts = pages.flatMap(({ post, place }) =>
    post?.status === 'live' && place.section === collection ? [post] : [],
  )
  const sorted = posts.toSorted((a, b) =>
    Number(b.publishedAt.instant.epochMilliseconds - a.publishedAt.instant.epochMilliseconds),
  )
  return sorted.map((post) => postValues(post, site))
}
