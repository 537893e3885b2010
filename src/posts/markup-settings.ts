/** The parts of a site's Markdown settings that change what a post says (Hugo: `markup.goldmark`, `enableEmoji`). */
export interface MarkupSettings {
  typographer: boolean
  /** The site's own, instead of Goldmark's. */
  typographerMarks?: TypographerMarks
  emoji: boolean
  definitionLists: boolean
  footnotes: boolean
  linkify: boolean
  /** Before a bare `www.`. */
  linkifyProtocol: string
  tables: boolean
  strikethrough: boolean
  extras: MarkupExtra[]
  /** A line's end is one, not a blank. */
  hardWraps: boolean
  /** A line's end between East Asian letters is nothing. */
  eastAsianLineBreaks: 'none' | 'simple' | 'css3draft'
  /** A blank behind a backslash is nothing. */
  escapedSpace: boolean
  /** So many words of a post that has no summary of its own make one. */
  summaryLength: number
  headingAttributes: boolean
  /** A line of attributes below a block belongs to it; by default Hugo shows it as text. */
  blockAttributes: boolean
  taskLists: boolean
  /** Absent: a block that is indented by four blanks is code, as in all Markdown but that of some engines. */
  indentedCode?: false
  /** How headings get the ids that links point at. */
  headingIds: HeadingIds
  /** What stands between them is not Markdown, such as formulas; none by default. */
  passthrough: PassthroughSettings
  /** kramdown's attribute lists, and its blocks of HTML. */
  kramdown?: true
  /** Put before a name behind an @, which is then a link. */
  mentions?: string
  /** Raw HTML is shown only where the site shows it; Hugo's default leaves it out. */
  rawHtml: boolean
}

export type MarkupExtra = 'mark' | 'insert' | 'delete' | 'subscript' | 'superscript'

/** Characters, or HTML's names of them: `&laquo;`. */
export interface TypographerMarks {
  ellipsis?: string
  emDash?: string
  enDash?: string
  leftAngleQuote?: string
  rightAngleQuote?: string
  leftDoubleQuote?: string
  rightDoubleQuote?: string
  leftSingleQuote?: string
  rightSingleQuote?: string
  apostrophe?: string
}

export type HeadingIds = 'github' | 'github-ascii' | 'blackfriday' | 'kramdown' | 'none'

export interface PassthroughSettings {
  block: Delimiters
  inline: Delimiters
  /** The site names none: a page marked for mathematics is read by these, of any other what looks like TeX. */
  guess?: 'marked' | 'unmarked'
}

/** What opens and what closes: `['$$', '$$']`, `['\\(', '\\)']`. */
export type Delimiters = [string, string][]
