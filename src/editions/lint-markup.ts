import type { Element, Root } from 'hast'
import { type Problem, warning } from '../config/problem.ts'
import { eachElement } from '../posts/each-element.ts'
import { property, textOf } from '../posts/element.ts'

/** Elements that many mail programs take out, and what readers miss then. */
const ELEMENTS = new Map([
  ['script', 'no mail program runs it'],
  ['form', 'Outlook and Gmail’s apps take its fields away'],
  ['video', 'only Apple Mail plays it'],
  ['audio', 'only Apple Mail plays it'],
  ['iframe', 'nearly all take it out'],
  ['object', 'nearly all take it out'],
  ['embed', 'nearly all take it out'],
  ['svg', 'Gmail and Outlook show nothing'],
  ['canvas', 'it needs a script'],
  ['base', 'links lead elsewhere in some'],
])

/** Styles that Gmail or Outlook's Word engine drop, so that the layout falls apart without them. */
const STYLES: [RegExp, string][] = [
  [/(?:^|[;\s])position:\s*(?:absolute|fixed|sticky)/i, 'position'],
  [/(?:^|[;\s])display:\s*(?:inline-)?(?:flex|grid)/i, 'display: flex or grid'],
  [/(?:^|[;\s])background(?:-image)?:[^;]*url\(/i, 'background-image'],
  [/\bvar\(\s*--/i, 'variables of CSS, var(--…)'],
  [/(?:^|[;\s])(?:clip-path|filter|transform):/i, 'clip-path, filter or transform'],
]

/** What a template has that a large share of mail programs does not show. */
export function lintMarkup(tree: Root): Problem[] {
  const found = new Map<string, string>()
  eachElement(tree, (node) => {
    const why = ELEMENTS.get(node.tagName)
    if (why) found.set(`<${node.tagName}>`, why)
    const style = property(node, 'style') ?? ''
    for (const [pattern, name] of STYLES)
      if (pattern.test(style)) found.set(name, 'Outlook for Windows or Gmail drops it')
    if (node.tagName === 'link' && property(node, 'rel') === 'stylesheet')
      found.set('<link>', 'Gmail loads no style sheets')
    if (node.tagName === 'style' && /@import|@font-face/.test(textOf(node.children)))
      found.set('fonts or styles from elsewhere', 'Gmail and Outlook load none, and who serves them learns who reads')
  })
  const hint = 'Go without it in the template, or see that the mail is whole without it.'
  return Array.from(found, ([name, why]) => warning('mail.unsupported', `The mail uses ${name}: ${why}.`, { hint }))
}

const HIDDEN = /display:\s*none|visibility:\s*hidden|mso-hide:\s*all/i

/** Filters take hidden words for a trick; the preheader is what everybody hides. */
export function lintHidden(tree: Root, preheader: string): Problem[] {
  const hidden: string[] = []
  const ours = preheader.replace(UNSEEN, ' ').trim()
  eachElement(tree, (node) => {
    if (!HIDDEN.test(property(node, 'style') ?? '') && node.properties.hidden === undefined) return
    const words = wordsIn(node)
    if (words && !(ours && words.startsWith(ours))) hidden.push(words)
    return 'skip'
  })
  const hint = 'Take it out of the template: mail filters distrust it.'
  return hidden.map((words) => warning('mail.hidden-text', `The mail hides "${words.slice(0, 40)}".`, { hint }))
}

const UNSEEN = /(?:\u034f|[\u00ad\u200b-\u200f\s])+/g

/** Without what pads the preheader, which shows nothing. */
function wordsIn(node: Element): string {
  return textOf(node.children).replace(UNSEEN, ' ').trim()
}
