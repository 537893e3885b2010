import type { ElementContent, Properties } from 'hast'
import type { MarkdownIt, Token } from 'markdown-it'
import { flattenDeep, MAX_DEPTH } from './flatten-deep.ts'
import { NodeWriter } from './node-writer.ts'

/**
 * Whole blocks as nodes: the same that a parser makes of the HTML which markdown-it writes (its `renderToken` and `default_rules`),
 * without the way through a text, on which a quarter of rendering went. For blocks that are plain.
 */
export function nodesOfBlocks(tokens: Token[], markdown: MarkdownIt): ElementContent[] {
  const writer = new NodeWriter()
  for (const [i, token] of tokens.entries()) {
    if (token.type === 'inline')
      for (const child of token.children ?? []) writeToken({ writer, markdown, token: child })
    else if (WRITE.has(token.type)) writeToken({ writer, markdown, token })
    else if (!token.hidden) writeTag({ writer, markdown, token }, tokens[i - 1], tokens[i + 1])
  }
  if (writer.deepest >= MAX_DEPTH) flattenDeep({ type: 'root', children: writer.nodes })
  return writer.nodes
}

interface Writing {
  writer: NodeWriter
  markdown: MarkdownIt
  token: Token
}

function writeTag(writing: Writing, before: Token | undefined, next: Token | undefined): void {
  const { writer, token } = writing
  // A tight list's paragraphs have no tags: their words end with their line.
  if (token.nesting !== -1 && before?.hidden && before.nesting === -1) writer.text('\n')
  writeToken(writing)
  if (token.nesting !== 1 || !isOneLine(token, next)) writer.text('\n')
}

function isOneLine({ tag }: Token, next: Token | undefined): boolean {
  return next !== undefined && (next.type === 'inline' || next.hidden || (next.nesting === -1 && next.tag === tag))
}

function writeToken(writing: Writing): void {
  const { writer, token } = writing
  const write = WRITE.get(token.type)
  if (write) write(writing)
  else if (token.nesting === -1) writer.close()
  else if (token.nesting === 1) writer.open(token.tag, propertiesOf(token))
  else if (!token.hidden) writer.element(token.tag, propertiesOf(token))
}

const WRITE = new Map<string, (writing: Writing) => void>([
  ['text', ({ writer, token }) => writer.text(token.content)],
  ['emoji', ({ writer, token }) => writer.text(token.content)],
  ['softbreak', (writing) => (writing.markdown.options.breaks ? writeHardBreak(writing) : writing.writer.text('\n'))],
  ['hardbreak', writeHardBreak],
  ['code_inline', ({ writer, token }) => writer.element('code', propertiesOf(token), token.content)],
  ['code_block', ({ writer, token }) => writePre(writer, propertiesOf(token), {}, token.content)],
  ['fence', writeFence],
  ['image', writeImage],
])

function writeHardBreak({ writer }: Writing): void {
  writer.element('br', {})
  writer.text('\n')
}

function writeFence({ writer, token, markdown }: Writing): void {
  const [language] = markdown.utils.unescapeAll(token.info).trim().split(/\s/)
  const className = language ? { className: [`language-${language}`] } : {}
  writePre(writer, {}, { ...propertiesOf(token), ...className }, token.content)
}

function writePre(writer: NodeWriter, pre: Properties, code: Properties, words: string): void {
  writer.open('pre', pre)
  writer.element('code', code, words)
  writer.close()
  writer.text('\n')
}

function writeImage({ writer, token, markdown }: Writing): void {
  const alt = markdown.renderer.renderInlineAsText(token.children ?? [], markdown.options, {})
  writer.element(token.tag, { ...propertiesOf(token), alt })
}

/** All that Markdown gives are called as the attribute, and all but a list's first number are texts. */
function propertiesOf({ attrs }: Token): Properties {
  const properties: Properties = {}
  for (const [name, value] of attrs ?? []) properties[name] = name === 'start' ? Number(value) : String(value)
  return properties
}
