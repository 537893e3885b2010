import type { MarkdownIt, Token } from 'markdown-it'

/** Tokens with a rule of their own in markdown-it's renderer that block-nodes.ts knows. */
const KNOWN = new Set(['text', 'emoji', 'softbreak', 'hardbreak', 'code_inline', 'code_block', 'fence', 'image'])

/** The attributes that rules of Markdown give. */
const ATTRIBUTES = new Set(['href', 'src', 'alt', 'title', 'id', 'align', 'start'])

/** Whether blocks are nothing but Markdown: no HTML of the post, nor of a rule of ours. */
export function isPlain(tokens: Token[], { renderer }: MarkdownIt): boolean {
  let inLinks = 0
  const isPlainToken = (token: Token): boolean => {
    if (token.children && token.type === 'inline') return token.children.every(isPlainToken)
    if (!KNOWN.has(token.type) && renderer.rules[token.type]) return false
    // A parser of HTML ends a link where another begins within it.
    if (token.tag === 'a') inLinks += token.nesting
    return inLinks < 2 && (token.attrs === null || token.attrs.every(([name]) => ATTRIBUTES.has(name)))
  }
  return tokens.every(isPlainToken)
}
