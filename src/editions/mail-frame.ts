import { Parser } from 'htmlparser2'
import type { FilledPart } from './filled-parts.ts'
import { MJML_SYNTAX, tagFaults } from './mjml-tags.ts'
import { withoutMarks } from './template-marks.ts'

/** MJML whose texts are left out: MJML takes them as they are, so that many mails have the same without them. */
export interface BareMjml {
  text: string
  /** By the number that stands for each. */
  contents: string[]
}

/** A mail's MJML, with holes where its blocks go. */
export interface MailFrame extends BareMjml {
  /** What goes into each hole, in order. */
  holes: BareMjml[][]
}

/** Noncharacters, as marks of templates are: `c3` stands for a text, `3` for what goes into a hole. */
const PLACES = /\ufdd2(c?)(\d+)\ufdd3/g
const PLACE = '\ufdd2'

/** Elements of MJML whose content is nothing but text to it; what is for Outlook alone, MJML tidies. */
const TEXT_TAG = /<mj-(title|raw|text)(?:\s[^<>]*)?>/g

/**
 * What Liquid made of a template, as a frame and its blocks; undefined where it has signs that we put there.
 * @param blockOf wholeBlock, or one that remembers
 */
export function mailFrame(parts: FilledPart[], blockOf = wholeBlock): MailFrame | undefined {
  const frame: MailFrame = { text: '', contents: [], holes: [] }
  let isInBody = false
  for (const part of parts) {
    const text = withoutMarks(part.text)
    if (text.includes(PLACE)) return undefined
    const block = isInBody && part.isApart ? blockOf(text) : undefined
    if (block) addBlock(frame, block)
    else {
      frame.text += text
      isInBody ||= /<mj-body\b/.test(text)
    }
  }
  return { ...frame, ...bare(frame.text) }
}

function bare(mjml: string): BareMjml {
  // Within a comment, a tag is none.
  if (mjml.includes('<!')) return { text: mjml, contents: [] }
  const contents: string[] = []
  const pieces: string[] = []
  let done = 0
  for (const tag of mjml.matchAll(TEXT_TAG)) {
    const begin = tag.index + tag[0].length
    const end = mjml.indexOf('</mj', begin)
    const words = mjml.slice(begin, end).trim()
    const isText = mjml.startsWith(`</mj-${tag[1]}>`, end) && !words.includes('<mj') && words !== ''
    if (!isText || tag[0].endsWith('/>')) continue
    pieces.push(mjml.slice(done, begin), `${PLACE}c${contents.push(words) - 1}\ufdd3`)
    done = end
  }
  return { text: pieces.join('') + mjml.slice(done), contents }
}

/** HTML that MJML made of bare MJML, as the pieces between its texts and holes, and the numbers of these. */
export type BareHtml = (string | { content: number } | { hole: number })[]

export function bareHtml(html: string): BareHtml {
  const pieces: BareHtml = []
  let done = 0
  for (const { 0: place, 1: isText, 2: number, index } of html.matchAll(PLACES)) {
    pieces.push(html.slice(done, index), isText ? { content: Number(number) } : { hole: Number(number) })
    done = index + place.length
  }
  return [...pieces, html.slice(done)]
}

/** The pieces of HTML with its texts, and with what goes into its holes. */
export function filledHtml(html: BareHtml, contents: string[], inHole: (hole: number) => string[]): string[] {
  return html.flatMap((piece) => {
    if (typeof piece === 'string') return piece
    return 'hole' in piece ? inHole(piece.hole) : (contents[piece.content] ?? '')
  })
}

/** Blocks with nothing between them share a hole. */
function addBlock(frame: MailFrame, block: BareMjml): void {
  const last = frame.holes.at(-1)
  const before = frame.text.trimEnd()
  if (last && before.endsWith(holeTag(frame.holes.length - 1))) {
    last.push(block)
    frame.text = before
  } else frame.text += holeTag(frame.holes.push([block]) - 1)
}

export function holeTag(index: number): string {
  return `<mj-block>${index}</mj-block>`
}

/** Undefined where a text is none. */
export function wholeBlock(text: string): BareMjml | undefined {
  return isWholeBlock(text) ? bare(text) : undefined
}

/** Whole MJML elements and nothing else, each with its end: so it means the same wherever its parent allows it. */
function isWholeBlock(text: string): boolean {
  if (!/^\s*<mj-[\w-]+[\s>/]/.test(text) || tagFaults(text).length > 0) return false
  let depth = 0
  let ends = 0
  let isWhole = true
  const parser = new Parser(
    {
      onopentag(name) {
        if (name.startsWith('mj')) depth += 1
        else if (depth === 0) isWhole = false
      },
      ontext(words) {
        if (depth === 0 && words.trim() !== '') isWhole = false
      },
      oncomment() {
        if (depth === 0) isWhole = false
      },
      onclosetag(name, isImplied) {
        if (!name.startsWith('mj')) return
        depth -= 1
        if (!isImplied) ends += 1
      },
    },
    MJML_SYNTAX,
  )
  parser.end(text)
  // An end of what was never begun is passed over by the parser, and closes what is around it.
  return isWhole && ends === (text.match(/<\/mj/g) ?? []).length
}

/** Whose children MJML lays out each by itself, wherever they stand. */
const PARENTS = new Set(['mj-body', 'mj-column'])
/** What MJML does to the head alone, and to no block after it was laid out. */
const HEAD = new Set(['mj-title', 'mj-raw', 'mj-style', 'mj-attributes', 'mj-breakpoint'])

/** Whether each hole's blocks come out the same by themselves. */
export function mayBeCut(frame: string): boolean {
  const open: string[] = []
  let may = true
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const parent = open.at(-1) ?? ''
        if (name.startsWith('mj')) open.push(name)
        if (name === 'mj-block' && !PARENTS.has(parent)) may = false
        if (parent === 'mj-head' && name.startsWith('mj') && (!HEAD.has(name) || 'inline' in attributes)) may = false
      },
      onclosetag(name) {
        if (name.startsWith('mj')) open.pop()
      },
    },
    MJML_SYNTAX,
  )
  parser.end(frame)
  return may
}
