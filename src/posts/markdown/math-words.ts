import type { Element, ElementContent } from 'hast'
import { element, property, textOf } from '../element.ts'

/**
 * MathML in words and raised letters, which readers' programs show everywhere; as TeX where it says what it was made of, so that it
 * is drawn as all formulas are (formula.ts).
 */
export function mathWords(math: Element): ElementContent[] {
  const source = texOf(math)
  if (source === undefined) return within(math)
  const code = element('code', { className: ['language-math'] }, [source])
  return [property(math, 'display') === 'block' ? element('pre', {}, [code]) : code]
}

/** As Hugo's `transform.ToMath`, KaTeX and pandoc note it. */
function texOf(node: Element): string | undefined {
  for (const child of node.children) {
    if (child.type !== 'element') continue
    const isTex = child.tagName === 'annotation' && /\btex\b|latex/i.test(property(child, 'encoding') ?? '')
    const source = isTex ? textOf(child.children).trim() : texOf(child)
    if (source) return source
  }
  return undefined
}

type Write = (parts: Element[], node: Element) => ElementContent[]

const raised = (parts: Element[], tag: 'sup' | 'sub', at = 1): Element[] => {
  const part = parts[at]
  return part ? [element(tag, {}, within(part))] : []
}
const sup: Write = (parts) => [...first(parts), ...raised(parts, 'sup')]
const sub: Write = (parts) => [...first(parts), ...raised(parts, 'sub')]
const both: Write = (parts) => [...first(parts), ...raised(parts, 'sub'), ...raised(parts, 'sup', 2)]
const nothing: Write = () => []

/** Presentation MathML, by what stands in which place (MathML Core, §3). What is not here is written as what it holds. */
const WRITERS: ReadonlyMap<string, Write> = new Map<string, Write>([
  ['msup', sup],
  ['mover', sup],
  ['msub', sub],
  ['munder', sub],
  ['msubsup', both],
  ['munderover', both],
  ['mfrac', ([above, below]) => [...grouped(above), text('/'), ...grouped(below)]],
  ['msqrt', (_, node) => [text('√'), ...grouped({ ...node, tagName: 'mrow' })]],
  ['mroot', ([base, degree]) => [...(degree ? [element('sup', {}, within(degree))] : []), text('√'), ...grouped(base)]],
  [
    'mtr',
    (cells) => [...cells.flatMap((cell, i) => (i > 0 ? [text(' '), ...within(cell)] : within(cell))), text('; ')],
  ],
  ['mspace', () => [text(' ')]],
  ['mphantom', nothing],
  ['annotation', nothing],
  ['annotation-xml', nothing],
])

function within(node: Element): ElementContent[] {
  return node.children.flatMap((child): ElementContent[] => {
    if (child.type === 'text') return child.value.trim() === '' ? [] : [text(child.value.trim().replace(/\s+/g, ' '))]
    if (child.type !== 'element') return []
    const write = WRITERS.get(child.tagName)
    return write ? write(elementsOf(child), child) : within(child)
  })
}

function elementsOf(node: Element): Element[] {
  return node.children.filter((child) => child.type === 'element')
}

function first([base]: Element[]): ElementContent[] {
  return base ? within({ ...base, children: [base] }) : []
}

/** In brackets where it is more than one sign or number. */
function grouped(node: Element | undefined): ElementContent[] {
  const words = node ? within({ ...node, children: [node] }) : []
  const isShort = /^(?:[\p{L}\p{N}.,]|\p{L}\p{M}*)*$/u.test(textOf(words))
  return isShort ? words : [text('('), ...words, text(')')]
}

function text(value: string): ElementContent {
  return { type: 'text', value }
}
