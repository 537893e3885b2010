import type { Formula } from '../posts/formula.ts'
import type { FormulaPicture } from './formulas.ts'

/** A formula as SVG on a panel of its own; or why it cannot be read, in TeX's words. */
export type DrawnFormula = ({ svg: string } & Omit<FormulaPicture, 'url'>) | { fault: string }

/** A mail's text, and what others make of it; an ex of MathJax's font is half an em. */
const EM = 17
const EX = EM / 2
/** Dark ink on white, and a rim around it: legible wherever somebody turns colours around. */
const INK = '#1f1d1a'
const PANEL = '#ffffff'
const RIM = { block: 10, inline: 3 }

/** What is left out: what loads, links or runs, and what would draw an unknown command in red instead of telling it. */
const PACKAGES = [
  ...['base', 'ams', 'amscd', 'boldsymbol', 'braket', 'cancel', 'cases', 'centernot', 'color', 'extpfeil', 'gensymb'],
  ...['mathtools', 'mhchem', 'newcommand', 'textcomp', 'upgreek'],
]

/**
 * Sets formulas of one post, in order: what one defines (`\newcommand`), those after it know. Loads MathJax, some tens of
 * megabytes of memory, when first called.
 */
export async function drawFormulas(formulas: Formula[]): Promise<DrawnFormula[]> {
  if (formulas.length === 0) return []
  const draw = await newDocument()
  return formulas.map((formula) => {
    try {
      return draw(formula)
    } catch (error) {
      return { fault: (error as Error).message }
    }
  })
}

async function newDocument(): Promise<(formula: Formula) => DrawnFormula> {
  const { mathjax, TeX, SVG, adaptor } = await mathJax()
  const input = new TeX({
    packages: PACKAGES,
    formatError: (_: unknown, error: Error) => {
      throw error
    },
  })
  const document = mathjax.document('', { InputJax: input, OutputJax: new SVG({ fontCache: 'none' }) })
  return ({ source, isBlock }) => {
    const options = { display: isBlock, em: EM, ex: EX, containerWidth: 40 * EM }
    const svg = adaptor.firstChild(document.convert(source, options)) as LiteElement
    const inEx = (name: string) => Number.parseFloat(adaptor.getAttribute(svg, name) ?? '') * EX
    const [width, height] = [inEx('width'), inEx('height')]
    if (!(width > 0 && height > 0)) return { fault: 'it shows nothing' }
    const below = -Number.parseFloat(adaptor.getStyle(svg, 'vertical-align')) * EX || 0
    const rim = isBlock ? RIM.block : RIM.inline
    const panel = { width: Math.ceil(width + 2 * rim), height: Math.ceil(height + 2 * rim) }
    for (const [name, value] of Object.entries({ x: rim, y: rim, width, height, color: INK })) {
      adaptor.setAttribute(svg, name, String(value))
    }
    const framed = adaptor.node('svg', { xmlns: 'http://www.w3.org/2000/svg', ...panel }, [
      adaptor.node('rect', { ...panel, rx: 4, fill: PANEL }),
      svg,
    ])
    return { svg: adaptor.outerHTML(framed), ...panel, depth: Math.round(below + rim) }
  }
}

type LiteElement = import('mathjax-full/js/adaptors/lite/Element.js').LiteElement

let loaded: ReturnType<typeof loadMathJax> | undefined

function mathJax(): ReturnType<typeof loadMathJax> {
  loaded ??= loadMathJax()
  return loaded
}

async function loadMathJax() {
  const [{ mathjax }, { TeX }, { SVG }, { liteAdaptor }, { RegisterHTMLHandler }] = await Promise.all([
    import('mathjax-full/js/mathjax.js'),
    import('mathjax-full/js/input/tex.js'),
    import('mathjax-full/js/output/svg.js'),
    import('mathjax-full/js/adaptors/liteAdaptor.js'),
    import('mathjax-full/js/handlers/html.js'),
    // It registers what PACKAGES chooses from.
    import('mathjax-full/js/input/tex/AllPackages.js'),
  ])
  const adaptor = liteAdaptor()
  RegisterHTMLHandler(adaptor)
  return { mathjax, TeX, SVG, adaptor }
}
