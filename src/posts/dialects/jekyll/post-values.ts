import { asWritten } from '../../dates.ts'
import type { Post, WrittenDate } from '../../post.ts'
import type { BasedSite } from './site-base.ts'

/** A post as Liquid sees it. */
export function postValues(post: Post, { baseUrl }: Pick<BasedSite, 'baseUrl'>): Record<string, unknown> {
  const url = `/${post.url.startsWith(baseUrl) ? post.url.slice(baseUrl.length) : ''}`
  return {
    title: post.title,
    url,
    id: url.replace(/\.html$|\/$/, ''),
    date: rubyTime(post.publishedAt),
    categories: post.categories,
    tags: post.tags,
    path: post.path,
    collection: post.section,
    ...(post.description && { description: post.description, excerpt: post.description }),
    ...(post.authors[0] && { author: post.authors[0].name }),
    draft: post.status === 'draft',
  }
}

/** `2026-11-30 09:00:00 +0800`, as Ruby prints a time. */
export function rubyTime(date: WrittenDate): string {
  const written = asWritten(date).toString({ smallestUnit: 'second' })
  return `${written.replace('T', ' ')} ${date.offset.replace(':', '')}`
}
