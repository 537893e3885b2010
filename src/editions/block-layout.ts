import type { FilledPart } from './filled-parts.ts'
import {
  type BareHtml,
  type BareMjml,
  bareHtml,
  filledHtml,
  holeTag,
  type MailFrame,
  mailFrame,
  mayBeCut,
  wholeBlock,
} from './mail-frame.ts'
import { type BlockHead, type BlockRun, blockComponent, blockEdge } from './mjml-block.ts'
import { mjmlHtml } from './mjml-layout.ts'
import { tagFaults } from './mjml-tags.ts'

/** A block as MJML lays it out in certain surroundings. */
interface LaidBlock {
  html: BareHtml
  head: BlockHead
  /** Two of the same want the same of the head. */
  headKey: string
}

/** By their MJML. */
type LaidBlocks = Map<string, LaidBlock>

/** A frame, laid out with its holes. */
interface Shape {
  /** What was laid out in the surroundings of each hole. */
  blocks: LaidBlocks[]
  /** Its HTML, by what its blocks want of the head. */
  htmls: Map<string, BareHtml>
}

/** Far more than the variants of an edition share; a template may make new ones for each. */
const MOST_BLOCKS = 500
const MOST_SHAPES = 200
const MOST_MARKUP = 2_000

/**
 * Lays out mails of the same templates, and each of their blocks once. Gives the bytes that MJML gives for the whole; or
 * nothing, where a block depends on what is around it or anything is wrong: then the whole is to be laid out.
 */
export class BlockLayout {
  readonly #shapes = new Map<string, Shape | undefined>()
  readonly #surroundings = new Map<string, LaidBlocks>()
  readonly #blocks = new Map<string, BareMjml | undefined>()
  readonly #markup = new Set<string>()

  /** `isKnown`: all of its parts were laid out before. */
  async layOut(parts: FilledPart[]): Promise<{ html: string; isKnown: boolean } | undefined> {
    const frame = mailFrame(parts, (text) => kept(this.#blocks, text, MOST_BLOCKS, wholeBlock))
    const shape = frame && (await this.#shapeOf(frame))
    if (!shape) return undefined
    const hasNew = await layOutNew(frame, shape)
    const laid = frame.holes.map((blocks, hole) => blocks.map((block) => laidIn(shape, hole, block)))
    if (!isAll(laid)) {
      // The next one of its shape is laid out whole at once.
      this.#shapes.set(frame.text, undefined)
      return undefined
    }
    const heads = firstOfEach(laid)
    const key = keyOf(heads)
    const known = shape.htmls.get(key)
    const html = known ?? (await htmlOf(frame, { heads: heads.map((blocks) => blocks.map(({ head }) => head)) }))
    if (html === undefined) return undefined
    shape.htmls.set(key, html)
    const pieces = filledHtml(html, frame.contents, (hole) =>
      (laid[hole] ?? []).flatMap((block, index) =>
        filledHtml(block.html, frame.holes[hole]?.[index]?.contents ?? [], () => []),
      ),
    )
    const hasNewMarkup = this.#hasNewMarkup(frame)
    return { html: joined(pieces), isKnown: known !== undefined && !hasNew && !hasNewMarkup }
  }

  /** What a template writes between the words of its texts, such as addresses and styles. */
  #hasNewMarkup(frame: MailFrame): boolean {
    if (this.#markup.size >= MOST_MARKUP) this.#markup.clear()
    const known = this.#markup.size
    for (const content of [frame, ...frame.holes.flat()].flatMap(({ contents }) => contents))
      this.#markup.add(content.match(/<[^>]*>/g)?.join('') ?? '')
    return this.#markup.size > known
  }

  async #shapeOf(frame: MailFrame): Promise<Shape | undefined> {
    if (this.#shapes.has(frame.text)) return this.#shapes.get(frame.text)
    if (this.#shapes.size >= MOST_SHAPES) {
      this.#shapes.clear()
      this.#surroundings.clear()
    }
    const shape = await this.#newShape(frame)
    this.#shapes.set(frame.text, shape)
    return shape
  }

  async #newShape(frame: MailFrame): Promise<Shape | undefined> {
    if (tagFaults(frame.text).length > 0 || !mayBeCut(frame.text)) return undefined
    const surroundings: string[] = []
    const html = await htmlOf(frame, { surroundings })
    if (html === undefined) return undefined
    const head = frame.text.slice(0, frame.text.indexOf('>', frame.text.search(/<mj-body\b/)))
    const blocks = surroundings.map((own) => {
      const key = `${head}${own}`
      const known = this.#surroundings.get(key) ?? new Map<string, LaidBlock>()
      this.#surroundings.set(key, known)
      return known
    })
    return { blocks, htmls: new Map(frame.holes.length === 0 ? [[keyOf([]), html]] : []) }
  }
}

/** The blocks that want of the head what none before them wanted. */
function firstOfEach(laid: LaidBlock[][]): LaidBlock[][] {
  const seen = new Set<string>()
  return laid.map((blocks) => blocks.filter(({ headKey }) => !seen.has(headKey) && seen.add(headKey)))
}

function keyOf(heads: LaidBlock[][]): string {
  return JSON.stringify(heads.map((blocks) => blocks.map(({ headKey }) => headKey)))
}

/** Undefined where MJML finds a fault, or the holes are not where they were. */
async function htmlOf({ text, holes }: MailFrame, run: Partial<BlockRun>): Promise<BareHtml | undefined> {
  const laid = await laidOut(text, run)
  const html = laid === undefined ? [] : bareHtml(laid)
  const found = html.filter((piece) => typeof piece === 'object' && 'hole' in piece)
  return laid !== undefined && found.length === holes.length ? html : undefined
}

/** Lays out what is new, all in one go. Gives whether anything was. */
async function layOutNew({ text, holes }: MailFrame, shape: Shape): Promise<boolean> {
  const unknown = holes.map((blocks, hole) => blocks.filter((block) => laidIn(shape, hole, block) === undefined))
  const all = unknown.flatMap((blocks, hole) => blocks.map((block) => ({ text: block.text, hole })))
  if (all.length === 0) return false
  const run: Partial<BlockRun> = { written: [] }
  const edged = (hole: number) =>
    all.map((block, number) =>
      block.hole === hole ? `<mj-block>+${number}</mj-block>${block.text}<mj-block>-${number}</mj-block>` : '',
    )
  const filled = holes.reduce((mjml, _, hole) => mjml.replace(holeTag(hole), () => edged(hole).join('')), text)
  const html = (await laidOut(filled, run)) ?? ''
  for (const [number, block] of all.entries()) {
    const head = run.written?.[number]
    const pieces = html.split(blockEdge('+', number)).flatMap((piece) => piece.split(blockEdge('-', number)))
    const blocks = shape.blocks[block.hole]
    if (!head || pieces.length !== 3 || !blocks || !hasWholeConditionals(pieces[1] ?? '')) continue
    if (blocks.size >= MOST_BLOCKS) blocks.clear()
    const headKey = JSON.stringify([head.mediaQueries, Object.keys(head.headStyle)])
    blocks.set(block.text, { html: bareHtml(pieces[1] ?? ''), head, headKey })
  }
  return true
}

function laidIn(shape: Shape, hole: number, { text }: BareMjml): LaidBlock | undefined {
  return shape.blocks[hole]?.get(text)
}

function isAll(laid: (LaidBlock | undefined)[][]): laid is LaidBlock[][] {
  return laid.every((blocks) => blocks.every((block) => block !== undefined))
}

async function laidOut(mjml: string, run: Partial<BlockRun>): Promise<string | undefined> {
  const component = blockComponent({ heads: [], surroundings: [], written: [], ...run })
  try {
    return await mjmlHtml(mjml, [component])
  } catch {
    // Laid out whole, it says what is wrong.
    return undefined
  }
}

/** One that ends in another block would swallow what is between them. */
function hasWholeConditionals(html: string): boolean {
  return !/<!--\[if|<!\[endif]/.test(html.replace(/<!--\[if\s[^\]]+]>[\s\S]*?<!\[endif]-->/g, ''))
}

/** As MJML does in the end, and has done within each piece: what is for Outlook alone, with nothing between, is one. */
function joined(pieces: string[]): string {
  const done: string[] = []
  for (const piece of pieces) {
    const before = done.at(-1)
    const [begin = ''] = piece.match(/^\s*<!--\[if mso \| IE]>/) ?? []
    const [end = ''] = begin ? (before?.slice(-80).match(/<!\[endif]-->\s*$/) ?? []) : []
    if (before !== undefined && end) done.splice(-1, 1, before.slice(0, -end.length), piece.slice(begin.length))
    else if (before !== undefined && piece.trim() === '') done.splice(-1, 1, before + piece)
    else done.push(piece)
  }
  return done.join('')
}

function kept<Value>(values: Map<string, Value>, key: string, most: number, make: (key: string) => Value): Value {
  if (values.has(key)) return values.get(key) as Value
  if (values.size >= most) values.clear()
  const value = make(key)
  values.set(key, value)
  return value
}
