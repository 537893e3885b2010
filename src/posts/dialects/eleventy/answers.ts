import type { Question } from '../../body-context.ts'
import type { Page } from '../../page.ts'
import type { Post } from '../../post.ts'
import { writtenMoment } from './date-format.ts'
import type { BasedEleventySite } from './eleventy-site.ts'
import { pageWords } from './page-words.ts'

export const includeQuestion = (path: string): Question => ['include', path]
export const dataQuestion = (name: string): Question => ['data', name]
/** The file of JavaScript that alone gives a variable. */
export const codeQuestion = (name: string): Question => ['code', name]
/** What `page` is to a post's own templates. */
export const pageQuestion: Question = ['page']
/** Posts with a tag, the oldest first, as `collections` has them; `all`. */
export const collectionQuestion = (tag: string): Question => ['collection', tag]

/** A site's answers to what templates in its posts ask. @param includes texts by path below the folder of includes */
export function eleventyAnswers(
  pages: Page[],
  site: BasedEleventySite,
  includes: ReadonlyMap<string, string>,
): (question: Question, from: Page) => string | undefined {
  const { global, globalCode } = site.files
  const collections = new Map<string, string>()
  return ([about, name = ''], from) => {
    if (about === 'page') return from.post && JSON.stringify(pageValues(from.post, from.place, site))
    if (about === 'include') return includes.get(name) ?? includes.get(`${name}.liquid`)
    if (about === 'code') return globalCode.get(name)
    if (about === 'data') {
      const from = [global, site.globalData].find((data) => Object.hasOwn(data, name))
      return from && JSON.stringify(from[name])
    }
    if (about !== 'collection') return undefined
    const made = collections.get(name) ?? JSON.stringify(collected(pages, name, site))
    collections.set(name, made)
    return made
  }
}

function collected(pages: Page[], tag: string, site: BasedEleventySite): unknown[] {
  const found = pages.flatMap(({ post, place }) => {
    const isIn = tag === 'all' || post?.tags.includes(tag) || post?.terms?.includes(tag)
    return post?.status === 'live' && isIn ? [{ post, place }] : []
  })
  const at = ({ post }: { post: Post }) => post.publishedAt.instant.epochMilliseconds
  return found
    .toSorted((a, b) => at(a) - at(b))
    .map(({ post, place }) => ({
      ...pageValues(post, place, site),
      data: {
        title: post.title,
        tags: post.tags,
        ...(post.description && { description: post.description }),
        page: pageValues(post, place, site),
      },
    }))
}

/** A post as templates see it. */
function pageValues(post: Post, place: Page['place'], { baseUrl }: Pick<BasedEleventySite, 'baseUrl'>) {
  const url = `/${post.url.startsWith(baseUrl) ? post.url.slice(baseUrl.length) : ''}`
  return { ...pageWords(place), url, date: writtenMoment(post.publishedAt.instant), lang: post.language }
}
