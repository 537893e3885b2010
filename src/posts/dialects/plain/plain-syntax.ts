import type { ElementContent } from 'hast'
import type { BodyContext } from '../../body-context.ts'
import type { BodySyntax, BodyTools } from '../../body-syntax.ts'
import { element } from '../../element.ts'
import { codePieces } from '../../markdown/code-pieces.ts'
import { Insertions } from '../../markdown/insertions.ts'
import { isPictureAddress } from '../../picture-names.ts'
import { firstHeading } from '../first-heading.ts'
import { headerLines } from './header-lines.ts'
import { fileQuestion, noteQuestion } from './wiki-index.ts'

const SPECIAL = /\[\[|%%/
/** `[[Note#Part|words]]`, and with a `!` before it what it names; in a table the bar stands behind a backslash. */
const LINK = /(!?)\[\[([^[\]|#\n\\]*)(#[^[\]|\n\\]*)?(?:\\?\|([^[\]\n]*))?\]\]/g

/** What a note has besides Markdown: a head that is not its text, links and pictures by name, comments. */
export const plainSyntax: BodySyntax = {
  isIn: (text) => SPECIAL.test(text),
  expand(text, context, tools) {
    const insertions = new Insertions(tools.pieces)
    const below = withoutHead(text, context)
    if (!SPECIAL.test(below)) return { text: below, insertions, isWhole: true, problems: [] }
    const linked = codePieces(below).map((piece) =>
      piece.isCode ? piece : { ...piece, text: piece.text.replace(LINK, linkIn) },
    )
    return { text: withoutComments(linked), insertions, isWhole: true, problems: [] }

    function linkIn(
      _: string,
      embeds: string,
      name: string,
      part: string | undefined,
      words: string | undefined,
    ): string {
      const link = { name: name.trim(), part: part ?? '', words: words?.trim() }
      const nodes = embeds ? (fileFor(link, context) ?? noteFor(link, context, tools)) : noteFor(link, context, tools)
      // An empty text says that they stand in a paragraph.
      return insertions.add([...nodes, { type: 'text', value: '' }])
    }
  },
}

interface WikiLink {
  name: string
  /** `#Part`. */
  part: string
  words: string | undefined
}

function noteFor({ name, part, words }: WikiLink, { ask }: BodyContext, { markdown }: BodyTools): ElementContent[] {
  const shown = markdown.inline(words || [name.split('/').at(-1), part.slice(1)].filter(Boolean).join(' > '))
  const fragment = part === '' || part.startsWith('#^') ? '' : `#${slugOf(part)}`
  if (name === '') return fragment === '' ? shown : [element('a', { href: fragment }, shown)]
  const url = ask(noteQuestion(name)) ?? fileHref(ask(fileQuestion(name)))
  return url === undefined ? shown : [element('a', { href: url + fragment }, shown)]
}

/** A picture's words may be its width: `![[boat.png|300]]`. */
function fileFor({ name, words = '' }: WikiLink, { ask }: BodyContext): ElementContent[] | undefined {
  const href = fileHref(ask(fileQuestion(name)))
  if (!isPictureAddress(name)) return href === undefined ? undefined : [element('a', { href }, [words || name])]
  const [, width, height] = /^(\d{1,4})(?:x(\d{1,4}))?$/.exec(words) ?? []
  const alt = width === undefined ? words : ''
  return [element('img', { src: href ?? encodeURI(name), alt, width, height })]
}

function fileHref(path: string | undefined): string | undefined {
  return path === undefined ? undefined : `/${path.split('/').map(encodeURIComponent).join('/')}`
}

/** As ids of headings are made; of a part within a part, the last. */
function slugOf(part: string): string {
  const [last = ''] = part.split('#').toReversed()
  return last
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{Nd}_ -]/gu, '')
    .replace(/ /g, '-')
}

/** What a page has said of itself already: its fields, and its title. Lines stay lines, for problems. */
function withoutHead(text: string, { post, firstLine }: BodyContext): string {
  const lines = text.split('\n')
  const head = firstLine === 1 ? (headerLines(text)?.lines ?? 0) : 0
  lines.fill('', 0, head)
  const heading = firstHeading(lines)
  if (heading?.title === post.title) lines.fill('', heading.from, heading.to)
  return lines.join('\n')
}

/** From `%%` to the next; what follows the last of an odd number stays. */
function withoutComments(pieces: { text: string; isCode: boolean }[]): string {
  const marks = pieces.reduce((count, { text, isCode }) => count + (isCode ? 0 : text.split('%%').length - 1), 0)
  let left = marks - (marks % 2)
  let isHidden = false
  return pieces
    .map(({ text, isCode }) => {
      const parts = isCode ? [text] : text.split('%%')
      return parts
        .map((part, i) => {
          const isMark = i > 0 && left > 0
          if (isMark) left--
          if (isMark) isHidden = !isHidden
          const shown = i > 0 && !isMark ? `%%${part}` : part
          return isHidden ? shown.replace(/[^\n]/g, '') : shown
        })
        .join('')
    })
    .join('')
}
