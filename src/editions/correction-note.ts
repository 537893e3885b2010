import { directionOf } from '../bodies/direction.ts'
import { mailHtml } from '../bodies/for-mail.ts'
import { bodyText } from '../bodies/to-text.ts'
import { PieceCounter } from '../posts/markdown/body-limits.ts'
import { markdownFor } from '../posts/markdown/markdown.ts'
import { markdownTree } from '../posts/markdown/markdown-tree.ts'
import { resolveUrls } from '../posts/markdown/resolve-urls.ts'
import type { MarkupSettings } from '../posts/markup-settings.ts'
import type { Body } from '../posts/post.ts'

/** Characters. What is longer is a post. */
export const LONGEST_NOTE = 10_000

/** What a correction says, made safe for a mail and for a page; as text. */
export interface CorrectionNote {
  html: string
  text: string
}

/**
 * A note in Markdown, with links that may begin at the site. Raw HTML is left out.
 * @throws TooMuch where it is nested, or more, than any page needs
 */
export function readNote(
  markdown: string,
  { url, language, columnWidth }: { url: string; language: string; columnWidth: number },
): CorrectionNote {
  const tree = markdownTree(markdown, markdownFor(MARKUP), { pieces: new PieceCounter() })
  const { files } = resolveUrls(tree, (written) => ({
    url: URL.canParse(written, url) ? new URL(written, url).href : written,
  }))
  const body: Body = { tree, files, summaryLength: 0 }
  const html = mailHtml(body, {
    pictures: new Map(),
    columnWidth,
    direction: directionOf(language),
    idPrefix: 'note-',
  })
  return { html, text: bodyText(body).trim() }
}

const NOTHING = { block: [], inline: [] } satisfies MarkupSettings['passthrough']

const MARKUP: MarkupSettings = {
  typographer: true,
  emoji: false,
  definitionLists: true,
  footnotes: false,
  linkify: true,
  linkifyProtocol: 'https',
  tables: true,
  strikethrough: true,
  extras: [],
  hardWraps: false,
  eastAsianLineBreaks: 'simple',
  escapedSpace: false,
  summaryLength: 70,
  headingAttributes: false,
  blockAttributes: false,
  taskLists: false,
  headingIds: 'none',
  passthrough: NOTHING,
  rawHtml: false,
}
