import { warning } from '../../../config/problem.ts'
import { element } from '../../element.ts'
import { cardElement } from '../../embeds.ts'
import { refQuestion } from './questions.ts'
import { argument, badArgument, type ShortcodeRendering, type ShortcodeSurroundings } from './shortcode-rendering.ts'
import type { ShortcodeCall } from './shortcode-tree.ts'

/** Shortcodes that stand for words of the post, or of its site. */

export function reference({ name, params }: ShortcodeCall, { context }: ShortcodeSurroundings): ShortcodeRendering {
  const target = argument(params, 'path', 0) ?? ''
  const url = context.ask(refQuestion(target, params.named.get('lang')))
  if (url) return { content: forMarkdown(url) }
  const problem = warning('shortcode.reference', `\`${name}\` points at "${target}", and there is no such post.`, {
    hint: 'Correct the path, or remove the link.',
  })
  // Markdown makes `[text]()` of it, which shows the text.
  return { content: '', problem }
}

/** A value of the post's front matter, else of the site's `params`. */
export function param({ params }: ShortcodeCall, { context }: ShortcodeSurroundings): ShortcodeRendering {
  const name = argument(params, 'name', 0) ?? ''
  const value = context.param(name)
  if (value !== undefined) return { content: value }
  return badArgument(`\`param\` asks for "${name}", which neither the post nor the site has.`)
}

/** Code: Hugo's shortcodes within are replaced, its Markdown is not read. */
export function highlight({ params }: ShortcodeCall, { inner }: ShortcodeSurroundings): ShortcodeRendering {
  const language = argument(params, 'lang', 0)?.trim().toLowerCase() ?? ''
  const className = /^[\w+#-]+$/.test(language) ? [`language-${language}`] : undefined
  const code = (inner() ?? '').replace(/^\s*\n/, '').trimEnd()
  // `hl_inline=true` stands within a sentence.
  const isInline = params.positional.some((option) => /\bhl_inline\s*=\s*true\b/i.test(option))
  if (isInline) return { content: [element('code', { className }, [code.trim()])] }
  return { content: [element('pre', {}, [element('code', { className }, [`${code}\n`])])] }
}

export function details(
  { params }: ShortcodeCall,
  { inner, markdown, context }: ShortcodeSurroundings,
): ShortcodeRendering {
  const summary = markdown.inline(argument(params, 'summary', 0) ?? context.words?.details ?? 'Details')
  return { content: [element('details', {}, [element('summary', {}, summary), ...markdown.blocks(inner() ?? '')])] }
}

/** What a phone would read from the picture, a reader follows: a link where it is one. */
export function qr({ params }: ShortcodeCall, { inner }: ShortcodeSurroundings): ShortcodeRendering {
  const text = (argument(params, 'text', 0) ?? inner() ?? '').trim()
  if (text === '') return badArgument('`qr` needs `text`, what the picture says.')
  if (/^https?:\/\//i.test(text) && URL.canParse(text)) return { content: [cardElement({ url: text, title: text })] }
  return { content: [element('pre', {}, [element('code', {}, [text])])] }
}

export function comment(): ShortcodeRendering {
  return { content: '' }
}

/** Percent-encodes what would end or change a link in Markdown and HTML. */
function forMarkdown(url: string): string {
  return url.replace(/[\s<>()[\]"'`\\*]/g, (character) => `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`)
}
