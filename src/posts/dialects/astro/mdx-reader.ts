import type { Problem } from '../../../config/problem.ts'
import { CodeSpans } from './code-spans.ts'
import { CodeEnds } from './mdx-code.ts'
import { isVoid, kindOf } from './mdx-elements.ts'
import { type MdxPage, MdxShown, type ShownTag } from './mdx-shown.ts'
import { type MdxTag, tagAt } from './mdx-tags.ts'

/** A tag whose end has not been read yet. */
interface Frame extends ShownTag {
  /** Stands in lines of its own, and so does what is within it. */
  isBlock: boolean
  /** The Markdown before it. */
  before: string
  indent: number
  /** How far what is within it is to be moved to the left; known with its first line. */
  shift?: number
}

const FENCE = /[ \t]*(?:>[ \t]*|(?:[-*+]|\d{1,9}[.)])[ \t]+)*(`{3,}(?=[^`\n]*(?:\n|$))|~{3,})/y
const LINE = /[^\n]*(?:\n|$)/y
const INDENT = /[ \t]*/y
const LIST_ITEM = /[ \t]*(?:>[ \t]*)*(?:[-*+]|\d{1,9}[.)])[ \t]/y
const MODULE = /(?:import|export)[ {]/y
const BLANK = /[ \t]*(?:\n|$)/y
const PLAIN = /[^\\`{<\n]+/y
const MOST_OPEN = 100

/** MDX → Markdown: https://mdxjs.com/docs/what-is-mdx/ In one pass. */
export class MdxReader {
  readonly #text: string
  readonly #shown: MdxShown
  readonly #ends: CodeEnds
  readonly #spans: CodeSpans
  readonly #open: Frame[] = []
  #out = ''
  #at = 0
  #line = 1
  #counted = 0
  #isInList = false
  #isAfterBlank = true

  constructor(text: string, page: MdxPage) {
    this.#text = text
    this.#shown = new MdxShown(page)
    this.#ends = new CodeEnds(text)
    this.#spans = new CodeSpans(text)
  }

  shown(): string {
    while (this.#at < this.#text.length) this.#takeLine()
    while (this.#open.length > 0) this.#close()
    return this.#out
  }

  problems(): Problem[] {
    return this.#shown.problems()
  }

  #takeLine(): void {
    const blank = this.#match(BLANK)
    const isModule = this.#isAfterBlank && this.#match(MODULE) !== undefined
    if (blank !== undefined) this.#takeBlank(blank)
    else if (isModule) {
      const end = this.#ends.ofModule(this.#at)
      this.#shown.readModule(this.#text.slice(this.#at, end))
      this.#at = end
    } else {
      const indent = this.#match(INDENT) ?? ''
      const fence = this.#match(FENCE)
      const tag = this.#text[this.#at + indent.length] === '<' ? this.#tagAlone(this.#at + indent.length) : undefined
      this.#isAfterBlank = false
      this.#settleShift(indent, tag)
      if (fence) this.#takeFence(fence)
      else if (tag) this.#takeTagAlone(tag, indent)
      else this.#takeText(indent)
    }
  }

  #takeBlank(blank: string): void {
    this.#out += '\n'
    this.#at += Math.max(blank.length, 1)
    this.#isAfterBlank = true
  }

  /** What stands within a component is moved by the first of its lines. */
  #settleShift(indent: string, tag: MdxTag | undefined): void {
    const frame = this.#open.at(-1)
    if (frame?.isBlock && frame.shift === undefined && tag?.kind !== 'close')
      frame.shift = Math.max(0, widthOf(indent) - frame.indent)
  }

  #indentOf(indent: string): string {
    const width = widthOf(indent) - this.#open.reduce((sum, { shift = 0 }) => sum + shift, 0)
    // Nothing is code because it stands far to the right.
    return ' '.repeat(width >= 4 && !this.#isInList ? 0 : Math.max(0, width))
  }

  #takeFence(opening: string): void {
    const mark = /[`~]+$/.exec(opening)?.[0] ?? ''
    this.#takeCodeLine()
    while (this.#at < this.#text.length) {
      const line = this.#match(LINE) ?? ''
      const closing = line.trim().replace(/^(?:>\s*)+/, '')
      this.#takeCodeLine()
      if (closing.startsWith(mark) && closing === (mark[0] ?? '').repeat(closing.length)) return
    }
  }

  #takeCodeLine(): void {
    const line = this.#match(LINE) ?? ''
    const indent = this.#match(INDENT) ?? ''
    this.#out += this.#indentOf(indent) + line.slice(indent.length)
    this.#at += Math.max(line.length, 1)
  }

  /** A tag that has its lines for itself. */
  #tagAlone(at: number): MdxTag | undefined {
    const tag = tagAt(this.#text, at, this.#ends)
    BLANK.lastIndex = tag?.end ?? 0
    return tag && BLANK.test(this.#text) ? tag : undefined
  }

  #takeTagAlone(tag: MdxTag, indent: string): void {
    const line = this.#lineAt(this.#at)
    const isNewPart = this.#isPartOfBlock()
    this.#at = tag.end
    if (indent === '') this.#isInList = false
    if (tag.kind === 'close') {
      this.#out += '\n'
      this.#closeTag(tag.name)
      this.#out += '\n'
    } else {
      this.#out += `${isNewPart ? '' : '\n'}${this.#indentOf(indent)}`
      this.#takeTag(tag, line, { isBlock: true, isAtStart: true, indent: widthOf(indent) })
      this.#out += '\n'
    }
    this.#isAfterBlank = true
  }

  /** Beside other elements of one, such as rows of a table, a blank line would make paragraphs of them. */
  #isPartOfBlock(): boolean {
    return this.#open.at(-1)?.kind === 'element'
  }

  #takeText(indent: string): void {
    const item = this.#match(LIST_ITEM)
    if (item !== undefined) this.#isInList = true
    else if (indent === '' && this.#open.length === 0) this.#isInList = false
    this.#out += this.#indentOf(indent)
    this.#at += indent.length
    let isAtStart = true
    while (this.#at < this.#text.length) {
      const plain = this.#match(PLAIN)
      const sign = this.#text[this.#at]
      if (plain !== undefined) this.#take(plain)
      else if (sign === '\n') {
        this.#take('\n')
        return
      } else if (sign === '\\') this.#take(this.#text.slice(this.#at, this.#at + 2))
      else if (sign === '`') this.#take(this.#text.slice(this.#at, this.#spans.endAt(this.#at)))
      else if (sign === '{') this.#takeExpression()
      else this.#takeTagInLine(isAtStart)
      isAtStart = false
    }
  }

  #take(text: string): void {
    this.#out += text
    this.#at += text.length
  }

  #takeExpression(): void {
    const start = this.#at
    const end = this.#ends.ofExpression(start)
    if (end === undefined) {
      this.#take('{')
      return
    }
    this.#at = end
    this.#out += this.#shown.expression(this.#text.slice(start + 1, end - 1), this.#lineAt(start))
  }

  #takeTagInLine(isAtStart: boolean): void {
    const tag = tagAt(this.#text, this.#at, this.#ends)
    if (!tag) {
      this.#take('<')
      return
    }
    const line = this.#lineAt(this.#at)
    this.#at = tag.end
    if (tag.kind === 'close') this.#closeTag(tag.name)
    else this.#takeTag(tag, line, { isBlock: false, isAtStart, indent: 0 })
  }

  #takeTag(tag: MdxTag, line: number, at: { isBlock: boolean; isAtStart: boolean; indent: number }): void {
    const { name } = tag
    const kind = kindOf(name)
    const args = this.#shown.argsOf(tag)
    const opens = tag.kind === 'open' && !isVoid(name)
    if (opens && this.#open.length < MOST_OPEN) {
      // In the midst of a line it is left to Markdown, whatever it is.
      const shownAs = kind === 'inline' && at.isBlock ? 'element' : kind
      this.#open.push({ name, kind: shownAs, args, line, before: this.#out, ...at })
      this.#out = ''
    } else if (!opens) this.#out += this.#shown.alone({ name, kind, args, line })
  }

  /** The last that is open by this name, with all that were opened since; one that closes nothing is dropped. */
  #closeTag(name: string): void {
    const index = this.#open.findLastIndex((frame) => frame.name === name)
    if (index < 0) return
    while (this.#open.length > index) this.#close()
  }

  #close(): void {
    const frame = this.#open.pop()
    if (!frame) return
    const inner = this.#out
    this.#out = frame.before + this.#shown.around(frame, inner, frame.isBlock)
  }

  #lineAt(at: number): number {
    for (; this.#counted < at; this.#counted++) if (this.#text[this.#counted] === '\n') this.#line++
    return this.#line
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at
    return pattern.exec(this.#text)?.[0]
  }
}

function widthOf(indent: string): number {
  return [...indent].reduce((width, sign) => (sign === '\t' ? width + 4 - (width % 4) : width + 1), 0)
}
