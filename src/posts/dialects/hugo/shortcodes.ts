import type { ElementContent } from 'hast'
import { failure, type Problem, warning } from '../../../config/problem.ts'
import type { BodyContext } from '../../body-context.ts'
import { filled, insertionMark } from '../../markdown/insertions.ts'
import { readShortcodes } from './shortcode-lexer.ts'
import type { MarkdownNodes } from './shortcode-rendering.ts'
import { SHORTCODES } from './shortcode-table.ts'
import { nestShortcodes, type ShortcodeCall, type ShortcodeNode } from './shortcode-tree.ts'

export interface ExpandedText {
  /** Markdown, with a mark (insertions.ts) where nodes go. */
  text: string
  insertions: ElementContent[][]
  problems: Problem[]
}

/**
 * Replaces a post's Hugo shortcodes. Those of SHORTCODES become what they stand for, a commented one shows itself, and of any
 * other only its inner text stays: a reader never sees a `{{<`. Each unknown name and each malformed one is a problem with its line.
 */
export function expandShortcodes(text: string, context: BodyContext, markdown: MarkdownNodes): ExpandedText {
  const insertions: ElementContent[][] = []
  const problems: Problem[] = []
  if (!/\{\{[<%]/.test(text)) return { text, insertions, problems }

  const unknown = new Map<string, ShortcodeCall[]>()
  const place = (line: number) => ({ file: context.post.file, line: context.firstLine + line - 1 })

  const insert = (nodes: ElementContent[]): string => {
    // What stands within is inserted by now, so that nothing nests deeper than one tree may.
    insertions.push(filled(nodes, insertions))
    return insertionMark(insertions.length - 1)
  }

  const expandCall = (call: ShortcodeCall): string => {
    const inner = () => call.inner && expandAll(call.inner)
    const render = SHORTCODES.get(call.name)
    if (!render) {
      const earlier = unknown.get(call.name)
      if (earlier) earlier.push(call)
      else unknown.set(call.name, [call])
      return inner() ?? ''
    }
    const { content, problem } = render(call, { context, markdown, inner })
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

  const expanded = expandAll(nestShortcodes(readShortcodes(text)))
  for (const calls of unknown.values()) problems.push({ ...unknownShortcode(calls), ...place(calls[0]?.line ?? 1) })
  return { text: expanded, insertions, problems: problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)) }
}

/** One for each name, however often the post uses it. */
function unknownShortcode(calls: ShortcodeCall[]): Problem {
  const left = calls.some(({ inner }) => inner) ? 'only its inner text is shown' : 'nothing is shown in its place'
  const more = calls.length > 1 ? ` (${calls.length} times in this file)` : ''
  return warning('shortcode.unknown', `the shortcode \`${calls[0]?.name}\` is unknown${more}: ${left}.`)
}

function brokenShortcode(reason: string): Problem {
  const hint = 'Hugo refuses it as well. To show it to readers, write it as {{</* … */>}}.'
  return failure('shortcode.syntax', `a malformed shortcode: ${reason}.`, { hint })
}
