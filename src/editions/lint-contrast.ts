import type { Element, Root } from 'hast'
import { contrast, READABLE } from '../config/contrast.ts'
import { type Problem, warning } from '../config/problem.ts'
import { property } from '../posts/element.ts'

/** WCAG 2.2 §1.4.3, level AA, of what is large. */
const LEAST_FOR_TITLES = 3
const TITLES = new Set(['h1', 'h2'])

interface Seen {
  ink: string
  paper: string
  least: number
  isHidden: boolean
}

/** Pairs of colours that are hard to read, in light, and in dark as the templates' own style sheet has it. */
export function lintContrast(tree: Root, html: string): Problem[] {
  const found = new Map<string, Problem>()
  const look = (ink: string, paper: string, least: number, where: string) => {
    const ratio = contrastOf(ink, paper)
    if (ratio !== undefined && ratio < least) found.set(`${ink} ${paper}`, faint({ ink, paper, ratio, where }))
  }
  const walk = (nodes: Root['children'], seen: Seen): void => {
    for (const node of nodes) {
      if (node.type === 'text' && node.value.trim() && !seen.isHidden) look(seen.ink, seen.paper, seen.least, 'light')
      if (node.type === 'element' && node.tagName !== 'head') walk(node.children, within(node, seen))
    }
  }
  walk(tree.children, { ink: '#000000', paper: '#ffffff', least: READABLE, isHidden: false })
  for (const { ink, paper } of darkPairs(html)) look(ink, paper, LEAST_FOR_TITLES, 'dark')
  return [...found.values()]
}

function within(element: Element, seen: Seen): Seen {
  const style = property(element, 'style') ?? ''
  return {
    ink: colourIn(style, 'color') ?? seen.ink,
    paper: paperIn(style) ?? property(element, 'bgColor') ?? seen.paper,
    least: TITLES.has(element.tagName) ? LEAST_FOR_TITLES : seen.least,
    isHidden: seen.isHidden || /display:\s*none|visibility:\s*hidden/i.test(style),
  }
}

function colourIn(style: string, name: string): string | undefined {
  return new RegExp(`(?:^|[;{\\s])${name}:\\s*(#[0-9a-f]{3,6})\\b`, 'i').exec(style)?.[1]
}

/** Rules of the style sheet for the dark that say both: on what a rule's ink alone is seen nobody can tell from here. */
function darkPairs(html: string): { ink: string; paper: string }[] {
  const start = html.search(/@media[^{]*prefers-color-scheme:\s*dark[^{]*\{/)
  if (start < 0) return []
  const sheet = html.slice(html.indexOf('{', start) + 1, html.indexOf('</style', start))
  return (sheet.match(/[^{}]+\{[^{}]*\}/g) ?? []).flatMap((rule) => {
    const [ink, paper] = [colourIn(rule, 'color'), paperIn(rule)]
    return ink && paper ? [{ ink, paper }] : []
  })
}

function paperIn(style: string): string | undefined {
  return colourIn(style, 'background-color') ?? colourIn(style, 'background')
}

const HEX = /^#[0-9a-f]{6}$/i

/** Undefined where either is no colour in hexadecimal digits. */
function contrastOf(ink: string, paper: string): number | undefined {
  const [one = '', other = ''] = [ink, paper].map((colour) => colour.replace(/^#(.)(.)(.)$/, '#$1$1$2$2$3$3'))
  return HEX.test(one) && HEX.test(other) ? contrast(one, other) : undefined
}

function faint({ ink, paper, ratio, where }: { ink: string; paper: string; ratio: number; where: string }): Problem {
  const message = `Text in ${ink} on ${paper} is hard to read, in ${where}: a contrast of ${ratio.toFixed(1)}.`
  const hint = `Take a colour in the template whose contrast is ${READABLE} or more.`
  return warning('mail.contrast', message, { hint })
}
