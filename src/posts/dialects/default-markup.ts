import type { MarkupSettings } from '../markup-settings.ts'

/** Markdown as most programs read it: GitHub's, with footnotes and raw HTML. */
export const DEFAULT_MARKUP: MarkupSettings = {
  typographer: false,
  emoji: false,
  definitionLists: false,
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
  blockAttributes: false,
  taskLists: true,
  headingIds: 'github',
  passthrough: { block: [], inline: [] },
  rawHtml: true,
}
