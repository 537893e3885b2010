import type { Element, ElementContent, ElementData, Root } from 'hast'
import { eachElement } from '../posts/each-element.ts'
import { element } from '../posts/element.ts'
import { type Formula, formulaOf } from '../posts/formula.ts'
import type { Body } from '../posts/post.ts'
import { rewriteElements } from './rewrite-elements.ts'

declare module 'hast' {
  interface ElementData {
    /** On the picture of a formula: how far it reaches below the line, in CSS pixels; 0 for one on its own. */
    formulaDepth?: number
  }
}

/** A formula as it is shown where nothing draws it. In CSS pixels; the bytes hold twice as many. */
export interface FormulaPicture {
  url: string
  width: number
  height: number
  /** Of this, below the line of the text around it. */
  depth: number
}

/** More than a textbook's chapter has: what goes beyond stays as its source. */
const MOST_FORMULAS = 500

/** A body's formulas in order, each once. */
export function formulasOf({ tree }: Pick<Body, 'tree'>): Formula[] {
  const found = new Map<string, Formula>()
  eachElement(tree, (node) => {
    const formula = formulaOf(node)
    if (!formula) return undefined
    if (found.size < MOST_FORMULAS) found.set(formulaKey(formula), formula)
    return 'skip'
  })
  return [...found.values()]
}

/** The same for two formulas that look alike. */
export function formulaKey({ source, isBlock }: Formula): string {
  return `${isBlock ? 'block' : 'inline'}:${source}`
}

/** The body with a picture in each formula's place, its source as the alt text. One without a picture stays as code. */
export function withFormulaPictures<Shown extends Pick<Body, 'tree'>>(
  body: Shown,
  pictures: ReadonlyMap<string, FormulaPicture>,
): Shown {
  if (pictures.size === 0) return body
  const tree: Root = rewriteElements(body.tree, (node, { parent }, inner): ElementContent[] => {
    const formula = parent === 'pre' ? undefined : formulaOf(node)
    const picture = formula && pictures.get(formulaKey(formula))
    if (!formula || !picture) return [{ ...node, children: inner() }]
    const image = imageOf(formula, picture)
    return formula.isBlock ? [element('p', {}, [image])] : [image]
  })
  return { ...body, tree }
}

function imageOf({ source, isBlock }: Formula, { url, width, height, depth }: FormulaPicture): Element {
  const data = { formulaDepth: isBlock ? 0 : depth } as ElementData
  return { ...element('img', { src: url, alt: source, width, height }), data }
}
