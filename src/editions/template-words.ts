import type { Nodes } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { SKIP, visit } from 'unist-util-visit'
import { failure, type Problem } from '../config/problem.ts'
import { fillTemplate, type LiquidClock } from './template-liquid.ts'
import { markTemplates, traceMarks } from './template-marks.ts'
import type { TemplateModel } from './template-model.ts'
import type { TemplateFiles } from './variant-input.ts'

/** What a mail shows where its template was not filled in. */
const UNFILLED = /\{\{[<%]|\{%|\{\{-?\s*[\w.]+|\[object Object\]|^\s*undefined\s*$/
/** What could be taken for it, alone or beside a neighbour. */
const LIKE_UNFILLED = /[{}%]|object|undefined/i
/** What is shown as code is meant so; a style sheet has braces of its own. */
const CODE = new Set(['code', 'pre', 'kbd', 'samp', 'tt', 'style', 'mj-style'])

/**
 * Places that a template left open. Only the template is looked at: wherever a post or the site itself says something
 * that looks like an open place, neutral words stand for it, since a post may say what it likes.
 */
export function unfilledPlaces(
  files: TemplateFiles,
  name: string,
  model: TemplateModel,
  clock: LiquidClock,
): Problem[] {
  const marked = markTemplates(files)
  const filled = fillTemplate(marked, name, neutral(model) as TemplateModel, clock)
  if ('problem' in filled) return []
  const { text, placeAt } = traceMarks(filled.text, marked.places)
  const found: Problem[] = []
  visit(fromHtml(text), (node) => {
    if (node.type === 'element' && CODE.has(node.tagName)) return SKIP
    for (const words of wordsOf(node).filter((each) => UNFILLED.test(each))) {
      const place = placeAt(node.position?.start.offset ?? 0) ?? { file: `templates/${name}` }
      const hint = 'Correct the template; what it means to show so, it shows as code.'
      found.push(failure('mail.unfilled', `The mail shows "${excerpt(words)}".`, { ...place, hint }))
    }
  })
  return found
}

/** All that is not like an open place stays, since a template may branch on it. */
function neutral(value: unknown): unknown {
  if (typeof value === 'string') return LIKE_UNFILLED.test(value) ? 'words' : value
  if (Array.isArray(value)) return value.map(neutral)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, neutral(each)]))
}

/** What a node says: its text, or its attributes. */
function wordsOf(node: Nodes): string[] {
  if (node.type === 'text') return [node.value]
  return node.type === 'element' ? Object.values(node.properties).map(String) : []
}

function excerpt(text: string): string {
  const at = text.search(UNFILLED)
  return text.slice(at, at + 40).trim()
}
