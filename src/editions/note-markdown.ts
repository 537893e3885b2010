import type { Root } from 'hast'
import { directionOf } from '../bodies/direction.ts'
import { mailHtml } from '../bodies/for-mail.ts'
import { bodyText } from '../bodies/to-text.ts'
import { BroadsheetError, failure } from '../config/problem.ts'
import { PieceCounter, TooMuch } from '../posts/markdown/body-limits.ts'
import { markdownFor } from '../posts/markdown/markdown.ts'
import { markdownTree } from '../posts/markdown/markdown-tree.ts'
import { resolveUrls } from '../posts/markdown/resolve-urls.ts'
import type { MarkupSettings } from '../posts/markup-settings.ts'
import type { Body } from '../posts/post.ts'

/** Characters. What is longer is a post. */
export const LONGEST_NOTE = 10_000

/** What an operator writes into a mail beside posts, made safe for it and for a page; as text. */
export interface RenderedNote {
  html: string
  text: string
}

/**
 * A note in Markdown, without the site around it: links may begin at it, pictures are taken as they are. Raw HTML is left out.
 * @throws BroadsheetError where it is nested deeper, or holds more, than any page needs
 */
export function renderNote(
  markdown: string,
  { file, url, language, columnWidth }: { file: string; url: string; language: string; columnWidth: number },
): RenderedNote {
  const tree = treeOf(markdown, file)
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

function treeOf(markdown: string, file: string): Root {
  try {
    return markdownTree(markdown, markdownFor(MARKUP), { pieces: new PieceCounter() })
  } catch (error) {
    if (!(error instanceof TooMuch)) throw error
    const hint = 'Take out lists and quotes within one another, or tables that are not needed.'
    throw new BroadsheetError(
      failure('edition.note', `The note has too much ${error.what} to be read.`, { file, hint }),
    )
  }
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
