import type { Schema } from 'hast-util-sanitize'

/** Elements that say something. An element not listed gives way to what it holds; one of `strip` goes with all it holds. */
const TEXT_TAGS = [
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'p', 'div', 'center', 'blockquote', 'pre', 'hr', 'br', 'address'],
  ...['section', 'article', 'aside', 'header', 'footer', 'main', 'nav', 'figure', 'figcaption', 'details', 'summary'],
  ...['ul', 'ol', 'li', 'dl', 'dt', 'dd'],
  ...['table', 'caption', 'colgroup', 'col', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td'],
  ...[
    'a',
    'em',
    'strong',
    'b',
    'i',
    'u',
    's',
    'del',
    'ins',
    'mark',
    'small',
    'sub',
    'sup',
    'span',
    'q',
    'cite',
    'time',
  ],
  ...['code', 'tt', 'kbd', 'samp', 'var', 'abbr', 'dfn', 'bdi', 'bdo', 'ruby', 'rb', 'rt', 'rp', 'wbr', 'img'],
]

/** Let through so that writers can make links and words of them; none is ever written. */
const REPLACED_TAGS = [
  'input',

  'broadsheet-video',
  'broadsheet-card',
  'iframe',
  'audio',
  'video',
  'source',
  'embed',
  'object',
  'param',
]

export const STRIPPED_TAGS = [
  ...['script', 'style', 'template', 'noscript', 'title', 'svg', 'math', 'canvas', 'map'],
  ...['select', 'option', 'textarea', 'frameset', 'noembed', 'noframes'],
]

const CELL = ['align', 'colSpan', 'rowSpan']

const ATTRIBUTES: NonNullable<Schema['attributes']> = {
  '*': ['dir', 'lang', 'title'],
  a: ['href'],
  img: ['src', 'alt', 'width', 'height'],
  ol: ['start', 'reversed', 'type'],
  li: ['value'],
  col: ['span'],
  colgroup: ['span'],
  th: CELL,
  td: CELL,
  blockquote: ['cite'],
  q: ['cite'],
  del: ['cite', 'dateTime'],
  ins: ['cite', 'dateTime'],
  time: ['dateTime'],
  input: [['type', 'checkbox'], 'checked'],
  'broadsheet-video': ['url', 'poster'],
  'broadsheet-card': ['url'],
  iframe: ['src'],
  audio: ['src'],
  video: ['src', 'poster'],
  source: ['src'],
  embed: ['src'],
  object: ['data'],
  param: ['name', 'value'],
}

/** Addresses come here with their scheme in lower case (posts/markdown/resolve-urls.ts). */
export const WEB_SCHEMES = ['http', 'https']
export const LINK_SCHEMES = [...WEB_SCHEMES, 'mailto', 'tel']

const PROTOCOLS = {
  href: LINK_SCHEMES,
  ...Object.fromEntries(['src', 'poster', 'url', 'data', 'cite'].map((name) => [name, WEB_SCHEMES])),
}

const COMMON: Schema = {
  tagNames: [...TEXT_TAGS, ...REPLACED_TAGS],
  strip: STRIPPED_TAGS,
  attributes: ATTRIBUTES,
  protocols: PROTOCOLS,
  // Sanitize's own default makes a check box of each input.
  required: {},
  // Not sanitize's own default, which gives every id and name a prefix of its choice.
  clobber: [],
}

/**
 * For a feed's HTML, whose reader styles everything itself and is told meaning alone, and the language of a code block; and for text, which
 * needs to know what is a footnote.
 */
export const READING_ALLOWS: Schema = {
  ...COMMON,
  attributes: {
    ...ATTRIBUTES,
    code: [['className', /^language-[\w+#-]+$/]],
    a: ['href', ['className', 'footnote-ref', 'footnote-backref']],
    section: [['className', 'footnotes']],
  },
}

/** A mail holds several posts and elements of its own: an id gets the post's prefix. Its styles are our own and come later. */
export function mailAllows(idPrefix: string): Schema {
  return { ...COMMON, attributes: withIds(ATTRIBUTES), clobber: ['id'], clobberPrefix: idPrefix }
}

function withIds(attributes: Schema['attributes']): Schema['attributes'] {
  return { ...attributes, '*': [...(attributes?.['*'] ?? []), 'id'] }
}
