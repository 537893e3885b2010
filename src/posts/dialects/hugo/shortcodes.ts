import type { ElementContent } from 'hast'
import { failure, type Problem, warning } from '../../../config/problem.ts'
import type { BodyContext } from '../../body-context.ts'
import type { BodySyntax, BodyTools, ExpandedText } from '../../body-syntax.ts'
import { MOST_WRITTEN, TooMuch } from '../../markdown/body-limits.ts'
import { Insertions, withoutLoneNothing } from '../../markdown/insertions.ts'
import type { OwnShortcodes, ShortcodeValues } from './own-shortcodes.ts'
import { templateQuestion } from './questions.ts'
import { readShortcodes } from './shortcode-lexer.ts'
import { SHORTCODES } from './shortcode-table.ts'
import { nestShortcodes, type ShortcodeCall, type ShortcodeNode } from './shortcode-tree.ts'
import { isInlineTemplate, leftOf, type Remains, remainsOf } from './shortcode-unknown.ts'

/** @param own those for which the site's owner wrote templates */
export function hugoSyntax(own: OwnShortcodes): BodySyntax {
  return {
    isIn: (text) => OPENING.test(text),
    expand: (text, context, tools) => expandShortcodes(text, context, own, tools),
  }
}

const OPENING = /\{\{[<%]/

/**
 * Replaces a post's Hugo shortcodes. The site's own and those of SHORTCODES become what they stand for, a commented one shows itself, and of any
 * other only its words or its picture stay: a reader never sees a `{{<`. Each unknown name and each malformed one is a problem with its line.
 */
function expandShortcodes(
  text: string,
  context: BodyContext,
  own: OwnShortcodes,
  { markdown, pieces }: BodyTools,
): ExpandedText {
  const insertions = new Insertions(pieces)
  let written = 0
  let usesOwn = false
  const problems: Problem[] = []
  if (!OPENING.test(text)) return { text, insertions, isWhole: true, problems }

  const unshown = new Map<string, { calls: ShortcodeCall[]; fault?: string }>()
  const place = (line: number) => ({ file: context.post.file, line: context.firstLine + line - 1 })

  const leave = (call: ShortcodeCall, inner: string | undefined, fault?: string): string => {
    const known = unshown.get(call.name)
    if (known) known.calls.push(call)
    else unshown.set(call.name, { calls: [call], ...(fault && { fault }) })
    const left = leftOf(call, inner, markdown)
    if (typeof left === 'string') return left
    // The paragraph around one link or picture stays, as in Markdown; around a figure it does not.
    const [first] = left
    const isFigure = first?.type === 'element' && first.tagName === 'figure'
    return left.length > 0 ? insertions.add(isFigure ? left : [...left, { type: 'text', value: '' }]) : ''
  }

  const expandOwn = (call: ShortcodeCall, inner: string | undefined): string => {
    usesOwn = true
    const filledIn = own.fill(call.name, valuesOf(call, inner, context), call.isMarkdown ? 'markdown' : 'html')
    if ('fault' in filledIn) return leave(call, inner, filledIn.fault)
    written += filledIn.text.length
    if (written > MOST_WRITTEN) throw new TooMuch('pieces')
    if (call.isMarkdown) return filledIn.text
    const nodes = withoutBlanks(markdown.html(filledIn.text))
    return nodes.length > 0 ? insertions.add(nodes) : ''
  }

  const expandCall = (call: ShortcodeCall): string => {
    const inner = () => call.inner && withoutLoneNothing(expandAll(call.inner))
    if (context.ask(templateQuestion(call.name)) !== undefined) return expandOwn(call, inner())
    if (isInlineTemplate(call)) return leave(call, undefined)
    const render = SHORTCODES.get(call.name)
    if (!render) return leave(call, inner())
    const { content, problem } = render(call, { context, markdown, inner })
    if (problem) problems.push({ ...problem, ...place(call.line) })
    if (typeof content === 'string') return content
    return content.length > 0 ? insertions.add(content) : ''
  }

  // Markdown reads a word in the place of `{{<`, in Hugo too: one that prints nothing makes no line blank and no code span empty.
  const printed = (call: ShortcodeCall, before: ShortcodeNode | undefined): string => {
    const text = expandCall(call)
    return text.trim() !== '' || call.isMarkdown || isWithinTag(before) ? text : insertions.add([])
  }

  const expandOne = (node: ShortcodeNode, i: number, all: ShortcodeNode[]): string => {
    if (node.kind === 'text') return node.text
    if (node.kind === 'comment') return insertions.add([{ type: 'text', value: node.text }])
    if (node.kind === 'call') return printed(node, all[i - 1])
    problems.push({ ...brokenShortcode(node.reason), ...place(node.line) })
    return ''
  }

  const expandAll = (nodes: ShortcodeNode[]): string => nodes.map(expandOne).join('')

  const expanded = expandAll(nestShortcodes(readShortcodes(text)))
  for (const { calls, fault } of unshown.values()) {
    problems.push({ ...unshownShortcode(calls, fault), ...place(calls[0]?.line ?? 1) })
  }
  // One that is not Hugo's own may make ids that are not known here.
  const isWhole = !usesOwn && problems.length === 0
  return { text: expanded, insertions, isWhole, problems: problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)) }
}

/** Where a mark would be no name of an attribute. */
function isWithinTag(before: ShortcodeNode | undefined): boolean {
  return before?.kind === 'text' && /<[a-z][^<>\n]*$/i.test(before.text)
}

function valuesOf({ name, params }: ShortcodeCall, inner: string | undefined, { post }: BodyContext): ShortcodeValues {
  return {
    name,
    args: params.positional,
    params: Object.fromEntries(params.named),
    inner: inner ?? null,
    page: { title: post.title, url: post.url, language: post.language },
  }
}

/** Line ends around a template's elements would keep them within a paragraph. */
function withoutBlanks(nodes: ElementContent[]): ElementContent[] {
  const said = nodes.filter((node) => node.type === 'element' || (node.type === 'text' && node.value.trim() !== ''))
  return said.every((node) => node.type === 'element') ? said : nodes
}

/** Of several calls, the first that fits one of them is said. */
const SAYS: Record<Remains, string> = {
  inner: 'only its inner text is shown',
  picture: 'only its picture is shown',
  words: 'only its words are shown',
  nothing: 'nothing is shown in its place',
}
const MOST_FIRST = Object.keys(SAYS) as Remains[]

/** One for each name, however often the post uses it. */
function unshownShortcode(calls: ShortcodeCall[], fault: string | undefined): Problem {
  const name = calls[0]?.name
  const remains = new Set(calls.map(remainsOf))
  const left = SAYS[MOST_FIRST.find((each) => remains.has(each)) ?? 'nothing']
  const more = calls.length > 1 ? ` (${calls.length} times in this file)` : ''
  const template = `templates/shortcodes/${name}.liquid`
  if (fault === undefined) {
    const hint = `Write ${template} to say what it stands for.`
    return warning('shortcode.unknown', `the shortcode \`${name}\` is unknown${more}: ${left}.`, { hint })
  }
  const message = `the template of the shortcode \`${name}\` has a fault${more}: ${left}.`
  return warning('shortcode.template', message, { hint: `${template} says: ${fault}.` })
}

function brokenShortcode(reason: string): Problem {
  const hint = 'Hugo refuses it as well. To show it to readers, write it as {{</* … */>}}.'
  return failure('shortcode.syntax', `a malformed shortcode: ${reason}.`, { hint })
}
