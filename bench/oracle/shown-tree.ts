import type { Root } from 'hast'
import { feedHtml } from '../../src/bodies/for-feed.ts'
import { replaceVideoFrames } from '../../src/posts/embeds.ts'
import { linkDrawings } from '../../src/posts/markdown/drawings.ts'
import { settleGiven } from '../../src/posts/markdown/given-html.ts'
import { dropHidden } from '../../src/posts/markdown/hidden-elements.ts'
import { parseHtml } from '../../src/posts/markdown/parse-html.ts'
import { plainElements } from '../../src/posts/markdown/plain-elements.ts'
import { resolveUrls } from '../../src/posts/markdown/resolve-urls.ts'
import type { Body, Post } from '../../src/posts/post.ts'
import { labelAlerts } from './label-alerts.ts'

/** Where Hugo put a page, and from where it takes the links on it. */
export interface HugoPlace {
  title: string
  permalink: string
  /** With `canonifyURLs`, links that begin with a slash are taken from here. */
  linkBase?: string
  /** Of the post. */
  language?: string
}

/** A body of ours as a feed shows it. */
export function shownBody(body: Pick<Body, 'tree'>): Root {
  return parseHtml(feedHtml({ files: new Map(), summaryLength: 0, ...body }))
}

/** HTML of Hugo's made safe in the same way, so that the two can be compared element for element. */
export function shownHtml(html: string, place: HugoPlace): Root {
  const tree = parseHtml(html)
  dropHidden(tree)
  settleGiven(tree)
  labelAlerts(tree, place.language)
  plainElements(tree)
  resolveUrls(tree, (href) => ({ url: resolved(href, place) }))
  replaceVideoFrames(tree)
  linkDrawings(tree, { title: place.title, url: place.permalink } as Post)
  return shownBody({ tree })
}

function resolved(href: string, { permalink, linkBase }: HugoPlace): string {
  const [written, base] = linkBase !== undefined && /^\/(?!\/)/.test(href) ? [`.${href}`, linkBase] : [href, permalink]
  return URL.canParse(written, base) ? new URL(written, base).href : href
}
