import type { Element } from 'hast'
import { hasClass, textOf } from './element.ts'

/** A formula of a post, written in TeX. */
export interface Formula {
  /** Without the delimiters. */
  source: string
  /** It stands on its own, not within a line. */
  isBlock: boolean
}

/** `<code class="language-math">`, or `<pre>` that holds nothing else: what passthrough.ts makes, and a fence named math. */
export function formulaOf(node: Element): Formula | undefined {
  if (node.tagName === 'pre') {
    const [code, ...others] = node.children.filter((child) => child.type !== 'text' || child.value.trim() !== '')
    if (code?.type !== 'element' || others.length > 0) return undefined
    const formula = formulaOf(code)
    return formula && { ...formula, isBlock: true }
  }
  if (node.tagName !== 'code' || !hasClass(node, 'language-math')) return undefined
  const source = textOf(node.children).trim()
  return source === '' ? undefined : { source, isBlock: false }
}
