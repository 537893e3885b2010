import type { BodySyntax } from '../../body-syntax.ts'
import { codePieces } from '../../markdown/code-pieces.ts'
import { Insertions } from '../../markdown/insertions.ts'
import { UnknownCalls } from '../unknown-calls.ts'
import { type ZolaPiece, zolaPieces } from './shortcode-calls.ts'

const SPECIAL = /\{[{%]|@\/|<!--\s*more\s*-->/
/** `[words](@/blog/post.md)`, and the same as a definition or in HTML. */
const INTERNAL = /(\]\(\s*<?|\]:\s*<?|href\s*=\s*["']?)@\//g
const MORE = /<!--\s*more\s*-->/g

/** What a page has besides Markdown: shortcodes, links to content files, the mark where its summary ends. */
export const zolaSyntax: BodySyntax = {
  isIn: (text) => /\{[{%]/.test(text),
  expand(text, context, tools) {
    const insertions = new Insertions(tools.pieces)
    if (!SPECIAL.test(text)) return { text, insertions, isWhole: true, problems: [] }
    const unknown = new UnknownCalls(insertions, tools)
    const expanded = expandCalls(zolaPieces(text), unknown)
    const linked = codePieces(expanded).map((piece) =>
      piece.isCode ? piece.text : piece.text.replace(INTERNAL, '$1/').replace(MORE, '<!--more-->'),
    )
    const hint = 'Its template is not run here. Write in Markdown what readers of mails and feeds are to see.'
    const problems = unknown.problems('shortcode', hint, context)
    return { text: linked.join(''), insertions, isWhole: problems.length === 0, problems }
  },
}

/** Each `{% end %}` ends the call that was opened last; one that ends nothing is dropped, and a call without its end ends with the text. */
function expandCalls(pieces: ZolaPiece[], unknown: UnknownCalls): string {
  const open: { call: Extract<ZolaPiece, { kind: 'call' }>; before: string }[] = []
  let text = ''
  const close = () => {
    const last = open.pop()
    if (last) text = last.before + unknown.shown(last.call, text)
  }
  for (const piece of pieces) {
    if (piece.kind === 'text') text += piece.text
    else if (piece.kind === 'end') close()
    else if (!piece.hasBody) text += unknown.shown(piece)
    else {
      open.push({ call: piece, before: text })
      text = ''
    }
  }
  while (open.length > 0) close()
  return text
}
