/** Bodies as a site's own program prints them for Broadsheet: this line, then one JSON object a line. */
export const FIRST_LINE = '{"broadsheet":"bodies"}'

export interface PrintedBody {
  /** Absolute path of the page's file. */
  file: string
  /** As the program has it. */
  url: string
  html: string
}

/** @throws SyntaxError where it is not in this form */
export function readPrinted(text: string): PrintedBody[] {
  const [first, ...lines] = text.split('\n').filter((line) => line.trim() !== '')
  if (first !== FIRST_LINE) throw new SyntaxError('it does not begin as it should')
  return lines.map((line) => {
    const { file, url, html, before } = JSON.parse(line) as Record<string, unknown>
    return { file: String(file), url: String(url), html: divided(String(html), String(before ?? '')) }
  })
}

/** With the mark behind what stands before it, which programs take out. */
function divided(html: string, before: string): string {
  const start = before.trim()
  const at = start === '' || html.includes(MORE) ? -1 : html.indexOf(start)
  if (at < 0 || html.slice(0, at).trim() !== '') return html
  return `${html.slice(0, at + start.length)}${MORE}${html.slice(at + start.length)}`
}

const MORE = '<!--more-->'
