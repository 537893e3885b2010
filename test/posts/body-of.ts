import { Temporal } from 'temporal-polyfill'
import type { RenderContext } from '../../src/posts/body-syntax.ts'
import { ownShortcodes } from '../../src/posts/dialects/hugo/own-shortcodes.ts'
import { hugoSyntax } from '../../src/posts/dialects/hugo/shortcodes.ts'
import { renderBody } from '../../src/posts/markdown/render-body.ts'
import type { MarkupSettings } from '../../src/posts/markup-settings.ts'
import type { Body, Post } from '../../src/posts/post.ts'

/** Hugo's defaults, but for emoji, attributes of blocks and raw HTML, which many sites turn on. */
export const MARKUP: MarkupSettings = {
  typographer: true,
  emoji: true,
  definitionLists: true,
  footnotes: true,
  linkify: true,
  linkifyProtocol: 'https',
  tables: true,
  strikethrough: true,
  extras: [],
  hardWraps: false,
  eastAsianLineBreaks: 'none',
  escapedSpace: false,
  summaryLength: 70,
  headingAttributes: true,
  blockAttributes: true,
  taskLists: true,
  headingIds: 'github',
  passthrough: { block: [], inline: [] },
  rawHtml: true,
}

export function post(changes: Partial<Post> = {}): Post {
  return {
    id: 'path:posts/moon.md@2026-01-31',
    path: 'posts/moon.md',
    file: 'content/posts/moon.md',
    url: 'https://lantern.example/posts/moon/',
    aliases: [],
    title: 'Moon',
    publishedAt: { instant: Temporal.Instant.from('2026-01-31T09:00:00Z'), offset: '+00:00' },
    authors: [],
    tags: [],
    categories: [],
    section: 'posts',
    language: 'en',
    status: 'live',
    hash: '',
    ...changes,
  }
}

/** A site whose folder holds every picture, and whose only other post is `about.md`. */
export function contextOf(changes: Partial<RenderContext> = {}): RenderContext {
  const from = changes.post ?? post()
  return {
    post: from,
    firstLine: 1,
    markup: MARKUP,
    resolveUrl(href) {
      if (!URL.canParse(href, from.url)) return { url: from.url }
      const { href: url, host, pathname } = new URL(href, from.url)
      return host === 'lantern.example' ? { url, file: `/site${pathname}` } : { url }
    },
    ask([about, name = '']) {
      if (about !== 'ref') return undefined
      const [path, fragment] = name.split('#')
      const page = path === 'about.md' ? 'https://lantern.example/about/' : path === '' ? from.url : undefined
      return page && fragment ? `${page}#${fragment}` : page
    },
    param: (name) => ({ phase: 'waxing *moon*' })[name],
    syntax: hugoSyntax(ownShortcodes(new Map(), MARKUP)),
    ...changes,
  }
}

export function bodyOf(markdown: string, changes: Partial<RenderContext> = {}): Body {
  return renderBody(markdown, contextOf(changes)).body
}
