import type { Root } from 'hast'
import { toHtml } from 'hast-util-to-html'
import { element } from '../posts/element.ts'
import { cleanLine } from './clean-text.ts'
import type { FeedRights } from './feed.ts'

/** What stands below a whole post. */
export interface ClosingLines {
  /** Address, and what the link to it says. */
  reply?: { to: string; label: string }
  rights?: FeedRights
}

/** The lines as HTML and as text, to be set below the post's; empty where there are none. */
export function closingLines({ reply, rights }: ClosingLines, title: string): { html: string; text: string } {
  const lines = [
    ...(reply ? [{ node: replyLine(reply, title), text: `${reply.label}: ${reply.to}` }] : []),
    ...(rights ? [{ node: rightsLine(rights), text: rightsText(rights) }] : []),
  ]
  const root: Root = { type: 'root', children: lines.map(({ node }) => element('p', {}, [node])) }
  return { html: toHtml(root), text: lines.map(({ text }) => text).join('\n') }
}

/** RFC 6068: all but a few characters percent-encoded, in the address too. */
function replyLine({ to, label }: { to: string; label: string }, title: string) {
  const address = encodeURIComponent(to).replaceAll('%40', '@')
  // Half a surrogate pair cannot be encoded.
  const subject = encodeURIComponent(`Re: ${cleanLine(title)}`)
  return element('a', { href: `mailto:${address}?subject=${subject}` }, [label])
}

function rightsLine({ text, licence }: FeedRights) {
  return licence ? element('a', { href: licence, rel: ['license'] }, [text]) : element('small', {}, [text])
}

function rightsText({ text, licence }: FeedRights): string {
  return licence && licence !== text ? `${text}: ${licence}` : text
}
