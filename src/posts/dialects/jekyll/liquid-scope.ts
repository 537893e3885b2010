import type { BodyContext } from '../../body-context.ts'
import { asNumbers, lazily } from '../liquid-values.ts'
import { dataQuestion, documentsQuestion } from './answers.ts'
import { postValues, rubyTime } from './post-values.ts'
import type { BasedSite } from './site-base.ts'

/** What a post's Liquid can print: `site`, `page`, `jekyll`. Time stands still at the post's own. */
export function liquidScope(site: BasedSite, context: BodyContext): Record<string, unknown> {
  return {
    site: siteValues(site, context),
    page: pageValues(site, context),
    jekyll: { environment: 'production', version: '4.3.1' },
  }
}

function siteValues(site: BasedSite, { ask, post }: BodyContext): object {
  const parsed = (text: string | undefined) => (text === undefined ? undefined : asNumbers(JSON.parse(text)))
  const documents = (name: string) => (parsed(ask(documentsQuestion(name))) ?? []) as Record<string, unknown>[]
  const data = lazily((name) => parsed(ask(dataQuestion(name))))
  const own: Record<string, () => unknown> = {
    data: () => data,
    time: () => rubyTime(post.publishedAt),
    url: () => new URL(site.baseUrl).origin,
    baseurl: () => site.basePath,
    posts: () => documents('posts'),
    related_posts: () => documents('posts').slice(0, 10),
    tags: () => grouped(documents('posts'), 'tags'),
    categories: () => grouped(documents('posts'), 'categories'),
    collections: () => [...site.collections.keys()].map((label) => ({ label, docs: documents(label) })),
  }
  return lazily((key) => {
    if (Object.hasOwn(own, key)) return own[key]?.()
    if (site.collections.has(key)) return documents(key)
    return Object.hasOwn(site.config, key) ? asNumbers(site.config[key]) : undefined
  })
}

function pageValues(site: BasedSite, { post, fields }: BodyContext): object {
  const values = postValues(post, site)
  return lazily((key) => {
    if (Object.hasOwn(values, key)) return values[key]
    return asNumbers(fields?.().get(key.toLowerCase()))
  })
}

function grouped(documents: Record<string, unknown>[], key: string): Record<string, unknown[]> {
  const groups: Record<string, unknown[]> = Object.create(null)
  for (const each of documents) {
    for (const term of Array.isArray(each[key]) ? each[key] : []) {
      groups[term] ??= []
      groups[term].push(each)
    }
  }
  return { ...groups }
}
