import type { Root } from 'hast'
import { type Problem, warning } from '../config/problem.ts'
import type { Body } from '../posts/post.ts'

/** What somebody meant to replace: a note to oneself before its text, and filler. */
export const NOTES = /(?:^|[.!?]\s+|\[)(?:TODO|FIXME|TK)(?::|\])|\blorem ipsum dolor\b/
/** And a place that no template filled in. */
const LEFTOVER = new RegExp(`${NOTES.source}|\\{\\{-?\\s*[\\w.$]+(?:\\s*\\|[^{}]*)?\\s*-?\\}\\}`)
/** What is shown as code is meant so. */
const CODE = new Set(['code', 'pre', 'kbd', 'samp', 'tt', 'style', 'script', 'title'])

/** One warning for the words that were left in a post by mistake. @param file as the person knows it */
export function leftoverProblems({ tree }: Pick<Body, 'tree'>, file: string): Problem[] {
  const [first, ...others] = leftoversIn(tree, LEFTOVER)
  if (first === undefined) return []
  const more = others.length > 0 ? `, and ${others.length} more of the kind` : ''
  const hint = 'Write what is to stand there, or show it as code.'
  return [warning('body.leftover', `The post still says "${first}"${more}.`, { hint, file })]
}

/** Each once, with a few words around it. */
export function leftoversIn(tree: Root, pattern: RegExp): string[] {
  const found = new Set<string>()
  const look = (nodes: Root['children']): void => {
    for (const node of nodes) {
      if (node.type === 'text') {
        const at = node.value.search(pattern)
        if (at >= 0)
          found.add(
            node.value
              .slice(at, at + 40)
              .replace(/\s+/g, ' ')
              .trim(),
          )
      } else if (node.type === 'element' && !CODE.has(node.tagName) && node.data?.formulaDepth === undefined) {
        look(node.children)
      }
    }
  }
  look(tree.children)
  return [...found]
}
