import type { Element, ElementContent, ElementData } from 'hast'
import type { BundledLanguage } from 'shiki'
import { createCssVariablesTheme, createHighlighterCore, type HighlighterCore, type ThemedToken } from 'shiki/core'
import { createOnigurumaEngine } from 'shiki/engine/oniguruma'
import { bundledLanguages } from 'shiki/langs'
import { element, property } from '../posts/element.ts'
import type { Body } from '../posts/post.ts'
import { type CodeRole, isCodeRole } from './code-roles.ts'
import { rewriteElements } from './rewrite-elements.ts'

declare module 'hast' {
  interface ElementData {
    /** On a piece of code: what it is, for a writer that gives it a colour. */
    codeRole?: CodeRole
  }
}

/** Names that Hugo's highlighter, Chroma, knows and Shiki does not. */
const ALIASES: Readonly<Record<string, BundledLanguage>> = {
  golang: 'go',
  'go-html-template': 'html',
  apacheconf: 'apache',
  'bash-session': 'console',
  'obj-c': 'objective-c',
  vbnet: 'vb',
}

/** Characters of code in one body that get colours: each piece adds its tags to a mail, and Gmail cuts those of 102 kB. */
const MOST_CODE = 6_000
/** Of minified code nobody reads a line, and grammars take long for it. */
const LONGEST_LINE = 400

/**
 * The body with its code blocks cut into pieces that know their role: a keyword, a string. Code in a language that
 * nobody named or knows, and what goes beyond MOST_CODE, stays whole. Grammars are loaded when first needed.
 */
export async function withCodeRoles(body: Body): Promise<Body> {
  const blocks = new Map<Element, ElementContent[]>()
  let left = MOST_CODE
  for (const { block, code, language } of codeBlocks(body)) {
    if (code.length > left || code.split('\n').some((line) => line.length > LONGEST_LINE)) continue
    left -= code.length
    blocks.set(block, (await piecesOf(code, language)) ?? block.children)
  }
  if (blocks.size === 0) return body
  const tree = rewriteElements(body.tree, (node, _, inner) => [{ ...node, children: blocks.get(node) ?? inner() }])
  return { ...body, tree }
}

interface CodeBlock {
  block: Element
  code: string
  language: BundledLanguage
}

/** `<pre><code class="language-go">` with nothing but text, in a language with a grammar. */
function codeBlocks({ tree }: Body): CodeBlock[] {
  const found: CodeBlock[] = []
  rewriteElements(tree, (node, { parent }, inner) => {
    const language = languageOf(node)
    const [text, ...others] = node.children
    if (node.tagName === 'code' && parent === 'pre' && language) {
      if (text?.type === 'text' && others.length === 0) found.push({ block: node, code: text.value, language })
    }
    return [{ ...node, children: inner() }]
  })
  return found
}

/** Undefined where it has no grammar. */
function languageOf(code: Element): BundledLanguage | undefined {
  const name = /(?:^|\s)language-(\S+)/.exec(property(code, 'className') ?? '')?.[1]?.toLowerCase() ?? ''
  if (Object.hasOwn(bundledLanguages, name)) return name as BundledLanguage
  return Object.hasOwn(ALIASES, name) ? ALIASES[name] : undefined
}

let highlighter: Promise<HighlighterCore> | undefined

/** Undefined where the grammar fails: code without colours is still code. */
async function piecesOf(code: string, language: BundledLanguage): Promise<ElementContent[] | undefined> {
  highlighter ??= createHighlighterCore({
    // Its "colours" are names of what a piece is; which colour that is, a mail's styles say.
    themes: [createCssVariablesTheme({ name: 'roles', variablePrefix: '', fontStyle: false })],
    langs: [],
    engine: createOnigurumaEngine(import('shiki/wasm')),
  })
  const ready = await highlighter
  try {
    await ready.loadLanguage(bundledLanguages[language])
    // Without a time limit: one code, one tree, however busy the machine is.
    const lines = ready.codeToTokensBase(code, { lang: language, theme: 'roles', tokenizeTimeLimit: 0 })
    return lines.flatMap((line, i) => [...(i > 0 ? [asText('\n')] : []), ...line.map(asPiece)])
  } catch {
    return undefined
  }
}

function asPiece({ content, color }: ThemedToken): ElementContent {
  const role = /^var\(token-([a-z-]+)\)$/.exec(color ?? '')?.[1]
  if (!role || !isCodeRole(role) || content.trim() === '') return asText(content)
  return { ...element('span', {}, [content]), data: { codeRole: role } as ElementData }
}

function asText(value: string): ElementContent {
  return { type: 'text', value }
}
