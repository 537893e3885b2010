import { directionOf } from '../bodies/direction.ts'
import { writeHtml } from '../bodies/write-html.ts'
import { element } from '../posts/element.ts'
import { wordsFor } from '../words/words-for.ts'
import { cutHtml } from './cut-html.ts'
import type { MailPost } from './variant-input.ts'

/**
 * Gmail shows about 102,400 bytes of a mail's HTML, and hides the unsubscribe link with the rest. Where exactly it ends
 * nobody says: some have measured a little less.
 */
export const MOST_HTML_BYTES = 100_000

/**
 * Posts, in their order, whose HTML has together no more than so many bytes, as far as that can be: the longest are cut at
 * a block's end, and then link to the rest. As a short post leaves what it does not need to the longer ones, none is cut
 * as long as a longer one is whole.
 */
export function fitPosts(posts: MailPost[], most: number, language: string): MailPost[] {
  const fitted = new Map<number, MailPost>()
  const byLength = posts.map((post, index) => ({ post, index, bytes: Buffer.byteLength(post.html) }))
  byLength.sort((a, b) => a.bytes - b.bytes || a.index - b.index)
  let left = most
  for (const [done, { post, index, bytes }] of byLength.entries()) {
    const share = Math.floor(left / (posts.length - done))
    const kept = bytes <= share ? post : cutPost(post, share, language)
    fitted.set(index, kept)
    left -= Buffer.byteLength(kept.html)
  }
  return posts.map((post, index) => fitted.get(index) ?? post)
}

/** One without a block that is short enough shows its summary. */
function cutPost(post: MailPost, most: number, language: string): MailPost {
  const link = continueReading(post.url, language)
  const room = most - Buffer.byteLength(link)
  const summary = post.summary ? writeHtml({ type: 'root', children: [element('p', {}, [post.summary])] }) : ''
  const shortened = cutHtml(post.html, room, post.url) ?? (Buffer.byteLength(summary) <= room ? summary : '')
  // A link may be longer than the post.
  const html = Buffer.byteLength(shortened + link) < Buffer.byteLength(post.html) ? shortened + link : post.html
  return html === post.html ? post : { ...post, html, isCut: true }
}

function continueReading(url: string, language: string): string {
  const { mail, language: lang } = wordsFor(language)
  const link = element('a', { href: url }, [mail.continueReading])
  return writeHtml({
    type: 'root',
    children: [element('p', { lang, dir: directionOf(lang), style: 'margin:0 0 16px' }, [link])],
  })
}
