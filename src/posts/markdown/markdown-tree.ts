import type { Root, RootContent } from 'hast'
import type { Env, MarkdownIt, Token } from 'markdown-it'
import { nodesOfBlocks } from './block-nodes.ts'
import { parseHtml } from './parse-html.ts'
import { isPlain } from './plain-blocks.ts'
import { standIn, withoutStandIns } from './stand-ins.ts'

/** It becomes LF on its way through HTML, and only by its name does it come into Markdown. */
const CARRIAGE_RETURN = /&#(?:0*13|x0*d);/i

/**
 * Markdown → the tree that an HTML parser makes of markdown-it's HTML. Plain blocks, as nearly all
 * are, become nodes at once. The others go through the parser, all of them together, since what one leaves open goes on in the next; in
 * the place of plain blocks it reads stand-ins. Where these do not come out as they went in, the whole is parsed.
 * @throws TooMuch where it is nested, or more, than any page needs
 */
export function markdownTree(source: string, markdown: MarkdownIt, env: Env): Root {
  const tokens = markdown.parse(source, env)
  const render = (some: Token[]) => markdown.renderer.render(some, markdown.options, env)
  if (CARRIAGE_RETURN.test(source)) return parseHtml(render(tokens))
  const runs = runsOf(tokens, markdown)
  const plain = runs.filter((run) => run.isPlain).map((run) => nodesOfBlocks(run.tokens, markdown))
  if (plain.length === runs.length) return rootOf(plain.flat())
  let count = 0
  const tree = parseHtml(runs.map((run) => (run.isPlain ? standIn(count++) : render(run.tokens))).join(''))
  const children = withoutStandIns(tree.children, plain)
  return children ? rootOf(children) : parseHtml(render(tokens))
}

/** As the parser gives it. */
function rootOf(children: RootContent[]): Root {
  return { type: 'root', children, data: { quirksMode: false } }
}

interface Run {
  isPlain: boolean
  tokens: Token[]
}

/** Whole blocks, as many together as are plain or are not. */
function runsOf(tokens: Token[], markdown: MarkdownIt): Run[] {
  const runs: Run[] = []
  for (const block of blocksOf(tokens)) {
    const run = { isPlain: isPlain(block, markdown), tokens: block }
    const last = runs.at(-1)
    if (last?.isPlain === run.isPlain) for (const token of block) last.tokens.push(token)
    else runs.push(run)
  }
  return runs
}

function blocksOf(tokens: Token[]): Token[][] {
  const blocks: Token[][] = []
  let depth = 0
  let block: Token[] = []
  for (const token of tokens) {
    block.push(token)
    depth += token.nesting
    if (depth > 0) continue
    blocks.push(block)
    block = []
  }
  return blocks
}
