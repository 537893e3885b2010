import type { RenderContext } from '../body-syntax.ts'
import type { PassthroughSettings } from '../markup-settings.ts'

/** What front matter and themes call the switch for formulas. */
const SWITCHES = ['math', 'mathjax', 'katex', 'latex'].flatMap((name) => [name, `${name}.enable`])

/** As KaTeX and MathJax find them in a finished page; a writer of Markdown brings a backslash there by writing two. */
const USUAL: PassthroughSettings = {
  block: [
    ['$$', '$$'],
    ['\\\\[', '\\\\]'],
  ],
  inline: [
    ['\\\\(', '\\\\)'],
    ['$', '$'],
  ],
  guess: 'marked',
}

/** Two dollars mean TeX nearly anywhere; passthrough.ts looks whether it is. */
const LEAST: PassthroughSettings = { block: [['$$', '$$']], inline: [], guess: 'unmarked' }

/** What all the usual delimiters begin with. */
const MAY_OPEN = /\$|\\\\/

/**
 * Where formulas begin and end in a post: as the site says (Hugo's passthrough); else as a script finds them on a page that is
 * marked for it (`math: true`); else between `$$`. A text without any of those need not be asked about: most front matter is
 * then never read a second time.
 */
export function mathDelimiters(
  text: string,
  { markup, param, syntax }: Pick<RenderContext, 'markup' | 'param' | 'syntax'>,
): PassthroughSettings {
  const { passthrough } = markup
  if (passthrough.block.length + passthrough.inline.length > 0) return passthrough
  // What the engine puts into it may bring one, too.
  if (!MAY_OPEN.test(text) && !syntax.isIn(text)) return LEAST
  return SWITCHES.some((name) => param(name) === 'true') ? USUAL : LEAST
}
