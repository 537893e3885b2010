import { Parser } from 'htmlparser2'

/** Whether a page shows one of these phrases: in its text, in its title, or in what it tells those who share it. */
export function showsOneOf(html: string, phrases: string[]): boolean {
  const texts = textsOf(html).map(folded)
  return phrases.map(folded).some((phrase) => phrase !== '' && texts.some((text) => shows(text, phrase)))
}

/** The first words of what a post's HTML says. */
export function firstWords(html: string, most = 8): string {
  const [text = ''] = textsOf(html)
  return text.trim().split(/\s+/).slice(0, most).join(' ')
}

/** Elements whose text nobody sees. */
const UNSEEN = new Set(['script', 'style', 'template', 'noscript', 'title', 'head'])
/** Elements that stand within a line: what they divide is one word. */
const INLINE = new Set(
  'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark q rb rp rt ruby s samp small span strike strong sub sup time tt u var wbr'.split(
    ' ',
  ),
)
const SHARED = /^(?:og|twitter):title$/i

const DEEPEST = 5_000
const PIECE = 16_384

/** Its text first, then its `<title>` and the titles for those who share it. Read as a browser reads it, in one pass. */
function textsOf(html: string): string[] {
  const said: string[] = []
  const titles: string[] = []
  const open: string[] = []
  let text = ''
  let depth = 0
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        depth++
        if (UNSEEN.has(name)) open.push(name)
        if (name === 'meta' && SHARED.test(attributes.property ?? attributes.name ?? ''))
          titles.push(attributes.content ?? '')
        if (!INLINE.has(name)) said.push(' ')
      },
      ontext(piece) {
        const within = open.at(-1)
        if (within === 'title') text += piece
        else if (within === undefined) said.push(piece)
      },
      onclosetag(name) {
        depth--
        if (name === 'title') titles.push(text)
        if (name === 'title') text = ''
        if (open.at(-1) === name) open.pop()
        if (!INLINE.has(name)) said.push(' ')
      },
    },
    { decodeEntities: true },
  )
  // What is nested deeper is no page, and costs the parser its depth for each tag.
  for (let at = 0; at < html.length && depth < DEEPEST; at += PIECE) parser.write(html.slice(at, at + PIECE))
  parser.end()
  return [said.join(''), ...titles]
}

/** Quotes of all kinds, what marks emphasis and code in Markdown, and what nobody sees. */
const DROPPED = /[\p{Cf}\p{Pi}\p{Pf}"'`´′″‚„*_]|\u{fe0f}/gu

/** What typography changes is the same: quotes, dashes, dots, widths, cases and white space. */
function folded(text: string): string {
  return text
    .replace(DROPPED, '')
    .normalize('NFKC')
    .replace(/\p{Pd}+/gu, '-')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim()
}

/** So short a phrase may stand within another word by chance. */
const SHORT = 8

function shows(text: string, phrase: string): boolean {
  const close = withoutSpaces(phrase)
  return close.length < SHORT ? standsAlone(text, phrase) : withoutSpaces(text).includes(close)
}

function withoutSpaces(text: string): string {
  return text.replaceAll(' ', '')
}

function standsAlone(text: string, phrase: string): boolean {
  for (let at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + 1)) {
    const before = text.slice(Math.max(0, at - 2), at)
    const after = text.slice(at + phrase.length, at + phrase.length + 2)
    if (!/[\p{L}\p{N}]$/u.test(before) && !/^[\p{L}\p{N}]/u.test(after)) return true
  }
  return false
}
