import type { ElementContent } from 'hast'
import { failure, type Problem, warning } from '../../../config/problem.ts'
import type { BodyContext } from '../../body-context.ts'
import { insertionMark } from '../../markdown/insertions.ts'
import { readShortcodes } from './shortcode-lexer.ts'
import { type RenderInline, SHORTCODES } from './shortcode-table.ts'
import { nestShortcodes, type ShortcodeCall, type ShortcodeNode } from './shortcode-tree.ts'

export interface ExpandedText {
  /** Markdown, with a mark (insertions.ts) where nodes go. */
  text: string
  insertions: ElementContent[][]
  problems: Problem[]
}

/**
 * Replaces a post's Hugo shortcodes. Those of SHORTCODES become what they stand for, a commented one shows itself, and of any
 * other only its inner text stays: a reader never sees a `{{<`. Each of those, and each malformed one, is a problem with its line.
 */
export function expandShortcodes(text: string, context: BodyContext, renderInline: RenderInline): ExpandedText {
  const insertions: ElementContent[][] = []
  const problems: Problem[] = []
  if (!/\{\{[<%]/.test(text)) return { text, insertions, problems }

  const place = (line: number) => ({ file: context.post.file, line: context.firstLine + line - 1 })

  const insert = (nodes: ElementContent[]): string => {
    insertions.push(nodes)
    return insertionMark(insertions.length - 1)
  }

  const expandCall = (call: ShortcodeCall): string => {
    const render = SHORTCODES.get(call.name)
    if (!render) {
      problems.push({ ...unknownShortcode(call), ...place(call.line) })
      return call.inner ? expandAll(call.inner) : ''
    }
    const { content, problem } = render(call, context, renderInline)
    if (problem) problems.push({ ...problem, ...place(call.line) })
    if (typeof content === 'string') return content
    return content.length > 0 ? insert(content) : ''
  }

  const expandOne = (node: ShortcodeNode): string => {
    if (node.kind === 'text') return node.text
    if (node.kind === 'comment') return insert([{ type: 'text', value: node.text }])
    if (node.kind === 'call') return expandCall(node)
    problems.push({ ...brokenShortcode(node.reason), ...place(node.line) })
    return ''
  }

  const expandAll = (nodes: ShortcodeNode[]): string => nodes.map(expandOne).join('')

  return { text: expandAll(nestShortcodes(readShortcodes(text))), insertions, problems }
}

function unknownShortcode({ name, inner }: ShortcodeCall): Problem {
  const left = inner ? 'only its inner text is shown' : 'nothing is shown in its place'
  return warning('shortcode.unknown', `the shortcode \`${name}\` is unknown: ${left}.`)
}

function brokenShortcode(reason: string): Problem {
  const hint = 'Hugo refuses it as well. To show it to readers, write it as {{</* … */>}}.'
  return failure('shortcode.syntax', `a malformed shortcode: ${reason}.`, { hint })
}
