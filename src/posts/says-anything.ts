import type { ContentSource } from './content-source.ts'
import type { FrontMatter } from './front-matter.ts'

const SPACE = 0x20
const COMMENT = '<!--'
const OPENING = COMMENT.charCodeAt(0)

/** Whether anything but blanks and comments stands below the front matter. */
export function saysAnything({ below }: ContentSource, { text }: FrontMatter): boolean {
  // Undecoded: nearly every post has a letter soon.
  const first = below ? below.find((byte) => byte > SPACE) : /\S/.exec(text)?.[0].charCodeAt(0)
  if (first === undefined) return false
  return first !== OPENING || holdsMoreThanComments(below ? below.toString('utf8') : text)
}

function holdsMoreThanComments(text: string): boolean {
  let rest = text.trimStart()
  while (rest.startsWith(COMMENT)) {
    // CommonMark has `<!-->` and `<!--->` as whole comments (spec 0.31.2, §6.6).
    const end = rest.indexOf('-->', COMMENT.length - 2)
    if (end < 0) return true
    rest = rest.slice(end + '-->'.length).trimStart()
  }
  return rest !== ''
}
