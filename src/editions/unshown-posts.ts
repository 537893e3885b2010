import { toHtml } from 'hast-util-to-html'
import type { MailPost } from './variant-input.ts'

/**
 * Posts of a mail of which its template shows neither title nor address, by identity: they must not count as sent. None
 * where it shows no post at all: such a mail only says that there is news.
 */
export function unshownPosts(html: string, posts: MailPost[]): Set<string> {
  // Its head has the subject, which names the newest post.
  const body = html.slice(Math.max(0, html.indexOf('<body')))
  const unshown = posts.filter(({ title, url }) => ![title, url].some((text) => shows(body, text)))
  return new Set(unshown.length === posts.length ? [] : unshown.map(({ id }) => id))
}

/** As it is, or with its markup escaped in the ways that Liquid and HTML's serialisation have. */
function shows(html: string, text: string): boolean {
  const escaped = text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&#34;')
    .replaceAll("'", '&#39;')
  return [text, escaped, toHtml({ type: 'text', value: text })].some((each) => each !== '' && html.includes(each))
}
