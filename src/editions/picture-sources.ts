import { Parser } from 'htmlparser2'

interface Source {
  url: string
  /** Of the whole attribute, `src="…"`, in the HTML. */
  start: number
  end: number
}

/** The addresses of a mail's pictures, each once, in order. */
export function pictureSources(html: string): string[] {
  return [...new Set(sourcesOf(html).map(({ url }) => url))]
}

/** The HTML with other addresses for some of its pictures; all else stays byte for byte. */
export function withPictureSources(html: string, changed: ReadonlyMap<string, string>): string {
  let done = 0
  const pieces: string[] = []
  for (const { url, start, end } of sourcesOf(html)) {
    const other = changed.get(url)
    if (other === undefined) continue
    pieces.push(html.slice(done, start), `src="${escaped(other)}"`)
    done = end
  }
  return pieces.join('') + html.slice(done)
}

/** Read as a browser reads it: what a post shows as code is no picture. */
function sourcesOf(html: string): Source[] {
  const sources: Source[] = []
  let tag = ''
  const parser = new Parser({
    onopentagname(name) {
      tag = name
    },
    onattribute(name, url, quote) {
      if (tag !== 'img' || name !== 'src' || !quote) return
      const start = parser.startIndex
      sources.push({ url, start, end: html.indexOf(quote, html.indexOf(quote, start) + 1) + 1 })
    },
  })
  parser.end(html)
  return sources
}

function escaped(url: string): string {
  return url.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
}

/** By the ending of a name: of the pictures that are kept for mails. */
export const PICTURE_TYPES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  gif: 'image/gif',
}

const KEPT = /^[0-9a-f]{32}\.(png|jpg|gif)$/

/** The picture that is kept at an address, named by the hash of its bytes. @param picturesUrl ends in a slash */
export function keptPicture(url: string, picturesUrl: string): { name: string; type: string } | undefined {
  const name = url.startsWith(picturesUrl) ? url.slice(picturesUrl.length) : ''
  const type = PICTURE_TYPES[KEPT.exec(name)?.[1] ?? '']
  return type ? { name, type } : undefined
}
