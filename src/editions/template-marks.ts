import type { TemplateFiles } from './variant-input.ts'

/** Where something stands in a template, as its author sees it. */
export interface Place {
  /** `templates/digest.mjml` */
  file: string
  /** 1-based. */
  line: number
  column: number
}

/**
 * Templates with a mark before each MJML tag. MJML sees the text that Liquid made, whose lines are nobody's; the marks
 * pass through Liquid and say afterwards from which line of which template a tag came.
 */
export interface MarkedTemplates {
  texts: Record<string, string>
  places: Place[]
}

/** What Liquid made, without the marks, and where each offset of it came from. */
export interface TracedText {
  text: string
  placeAt: (offset: number) => Place | undefined
}

/** Noncharacters (Unicode §23.7): no text that people exchange has them. */
const MARK = /\ufdd0(\d+)\ufdd1/g
const MJML_TAG = /<(?=mj)/g

export function markTemplates(files: TemplateFiles): MarkedTemplates {
  const places: Place[] = []
  const texts: Record<string, string> = {}
  for (const [name, text] of files) {
    texts[name] = text.replace(MJML_TAG, (_, offset: number) => {
      places.push(placeIn(name, text, offset))
      return `\ufdd0${places.length - 1}\ufdd1<`
    })
  }
  return { texts, places }
}

export function traceMarks(filled: string, places: Place[]): TracedText {
  const found: { offset: number; place?: Place }[] = []
  let removed = 0
  const text = filled.replace(MARK, (mark, index: string, offset: number) => {
    found.push({ offset: offset - removed, place: places[Number(index)] })
    removed += mark.length
    return ''
  })
  return { text, placeAt: (offset) => found.findLast((mark) => mark.offset <= offset)?.place }
}

export function withoutMarks(text: string): string {
  return text.replace(MARK, '')
}

/** The place of an offset in a template's own text. */
export function placeIn(name: string, text: string, offset: number): Place {
  const before = text.slice(0, offset)
  const lineStart = before.lastIndexOf('\n') + 1
  return { file: `templates/${name}`, line: before.split('\n').length, column: offset - lineStart + 1 }
}
