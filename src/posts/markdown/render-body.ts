import type { ElementContent, Root } from 'hast'
import type { Problem } from '../../config/problem.ts'
import type { BodyContext } from '../body-context.ts'
import type { MarkdownNodes, RenderContext } from '../body-syntax.ts'
import { replaceVideoFrames } from '../embeds.ts'
import type { Body } from '../post.ts'
import { PieceCounter } from './body-limits.ts'
import { deadFragments, deadLinkProblems } from './dead-links.ts'
import { linkDrawings } from './drawings.ts'
import { settleGiven } from './given-html.ts'
import { dropHidden } from './hidden-elements.ts'
import { fillInsertions, withoutMarkCharacters } from './insertions.ts'
import { markdownFor } from './markdown.ts'
import { markdownTree } from './markdown-tree.ts'
import { mathDelimiters } from './math-delimiters.ts'
import { parseHtml } from './parse-html.ts'
import { plainElements } from './plain-elements.ts'
import { resolveUrls } from './resolve-urls.ts'

/**
 * A post's Markdown or HTML → its body, with every URL absolute and the engine's own syntax gone. Not made safe: bodies/ does that for
 * each place a body is shown. Problems carry the post's file and line.
 * @throws TooMuch where the post is nested, or more, than any page needs
 */
export function renderBody(text: string, context: RenderContext): { body: Body; problems: Problem[] } {
  const readable = written(text)
  const isHtml = context.post.format === 'html'
  const markdown = markdownFor(context.markup, mathDelimiters(readable, context))
  const pieces = new PieceCounter()
  // Anew for each text: link definitions and footnotes are kept in it.
  const env = () => ({ words: context.words, pieces })
  const nodes: MarkdownNodes = {
    inline: (line) => nodesOf(markdown.renderInline(line, env())),
    blocks: (lines) => nodesOf(markdown.render(lines, env())),
    html: nodesOf,
  }
  const tools = { markdown: nodes, pieces }
  const { text: source, insertions, isWhole, problems } = context.syntax.expand(readable, context, tools)
  const tree = isHtml ? parseHtml(source) : markdownTree(source, markdown, env())
  fillInsertions(tree, insertions)
  const made = settledBody(tree, { written: readable, isWhole }, context)
  return { ...made, problems: [...problems, ...made.problems] }
}

/**
 * The same of HTML that somebody else made of the post: its site's own program, or whoever wrote the page that it was found on.
 * @param text the post as it is written, in which problems find their lines
 * @throws TooMuch as above
 */
export function givenBody(html: string, text: string, context: BodyContext): { body: Body; problems: Problem[] } {
  const tree = parseHtml(written(html))
  settleGiven(tree)
  return settledBody(tree, { written: written(text), isWhole: true }, context)
}

/** @param isWhole whether nothing is missing whose ids a link may point at */
function settledBody(
  tree: Root,
  { written: text, isWhole }: { written: string; isWhole: boolean },
  context: BodyContext,
): { body: Body; problems: Problem[] } {
  dropHidden(tree)
  plainElements(tree)
  const { files, deadLinks } = resolveUrls(tree, context.resolveUrl)
  replaceVideoFrames(tree)
  linkDrawings(tree, context.post)
  const problems = deadLinkProblems([...deadLinks, ...(isWhole ? deadFragments(tree) : [])], text, context)
  return { body: { tree, files, summaryLength: context.markup.summaryLength }, problems }
}

function nodesOf(html: string): ElementContent[] {
  return parseHtml(html).children as ElementContent[]
}

/** Without what nobody can see: an editor left a backspace in a post, and mails showed a box. HTML allows none of them. */
function written(text: string): string {
  return withoutMarkCharacters(text).replace(CONTROLS, '')
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it is about. Tabs and line ends stay.
const CONTROLS = /[\u0001-\u0008\u000b\u000e-\u001f\u007f]/g
