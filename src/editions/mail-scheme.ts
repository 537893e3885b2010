import { Parser } from 'htmlparser2'

/** In which colours a mail is looked at. */
export type ColourScheme = 'light' | 'dark'

interface Range {
  start: number
  end: number
}

/**
 * A mail as a reader sees it who prefers these colours, whatever the browser prefers that shows it: what its style sheets ask of
 * `prefers-color-scheme` is answered beforehand. What a post shows as code is no style sheet.
 */
export function inScheme(html: string, scheme: ColourScheme): string {
  const { sheets, headEnd } = sheetsOf(html)
  let done = 0
  const pieces: string[] = []
  for (const { start, end } of sheets) {
    pieces.push(html.slice(done, start), answered(html.slice(start, end), scheme))
    done = end
  }
  const written = pieces.join('') + html.slice(done)
  // Behind all others; the canvas and what has no colour of its own follow it.
  const own = `<style>:root{color-scheme:${scheme} !important}</style>`
  const at = headEnd === undefined ? 0 : headEnd + written.length - html.length
  return headEnd === undefined ? own + written : written.slice(0, at) + own + written.slice(at)
}

const FEATURE = /\(\s*prefers-color-scheme\s*:\s*(light|dark)\s*\)/gi

/** A feature that always holds, or never does (Media Queries 4, §2.4: a length below zero is no width's maximum). */
function answered(css: string, scheme: ColourScheme): string {
  return css.replace(FEATURE, (_, asked: string) =>
    asked.toLowerCase() === scheme ? '(min-width:0)' : '(max-width:0)',
  )
}

/** The texts of its style sheets, and of `media` attributes; where its head ends. */
function sheetsOf(html: string): { sheets: Range[]; headEnd?: number } {
  const sheets: Range[] = []
  let tag = ''
  let begun: number | undefined
  let headEnd: number | undefined
  const parser = new Parser({
    onopentagname(name) {
      tag = name
    },
    onattribute(name) {
      if (name === 'media' && MEDIA_TAGS.has(tag)) sheets.push({ start: parser.startIndex, end: parser.endIndex })
    },
    onopentag(name) {
      if (name === 'style') begun = parser.endIndex + 1
    },
    onclosetag(name, isImplied) {
      if (name === 'style' && begun !== undefined) sheets.push({ start: begun, end: parser.startIndex })
      if (name === 'style') begun = undefined
      if (name === 'head' && !isImplied) headEnd ??= parser.startIndex
    },
  })
  parser.end(html)
  return { sheets, ...(headEnd !== undefined && { headEnd }) }
}

const MEDIA_TAGS = new Set(['style', 'link', 'source', 'meta'])
