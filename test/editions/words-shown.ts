import type { Root } from 'hast'
import { fromHtml } from 'hast-util-from-html'

/**
 * What a mail's HTML shows in words and its text part does not have, but for blocks that are `leftOut`. Alt texts of pictures are not shown, nor
 * is what is hidden, such as the preheader.
 */
export function missingIn(text: string, html: string, leftOut: string): string[] {
  const [said, saidWithoutSpaces] = [new Set([text, text.replace(LINK_NUMBER, '')].flatMap(wordsOf)), unspaced(text)]
  const blocks = shownBlocks(fromHtml(html)).map((block) => block.replace(leftOut, ''))
  return blocks.flatMap((block) => [
    ...wordsOf(block).filter((word) => !said.has(word)),
    ...(unspaced(block).match(/.{1,4}/gu) ?? []).filter((signs) => !saidWithoutSpaces.includes(signs)),
  ])
}

/** A link's, also where a word goes on behind it. */
const LINK_NUMBER = / ?\[\d+\]/g

const INLINE = new Set([
  'a',
  'abbr',
  'b',
  'bdi',
  'code',
  'del',
  'em',
  'i',
  'ins',
  'kbd',
  'mark',
  'q',
  's',
  'samp',
  'small',
])
for (const name of ['span', 'strong', 'sub', 'sup', 'u', 'var', 'cite', 'dfn', 'tt', 'strike', 'font', 'wbr'])
  INLINE.add(name)

function shownBlocks(tree: Root): string[] {
  const blocks = ['']
  const walk = (nodes: Root['children']): void => {
    for (const node of nodes) {
      if (node.type === 'text') blocks[blocks.length - 1] += node.value
      if (node.type !== 'element' || node.tagName === 'head') continue
      if (/display:\s*none/i.test(String(node.properties.style ?? ''))) continue
      const isBlock = !INLINE.has(node.tagName)
      if (isBlock) blocks.push('')
      walk(node.children)
      if (isBlock) blocks.push('')
    }
  }
  walk(tree.children)
  return blocks
}

const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u

/** Of scripts with spaces between words. The text part has ² where the HTML has a 2 that is raised. */
function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu) ?? []
  ).filter((word) => !UNSPACED.test(word))
}

/** Of scripts without: there a line may end anywhere. */
function unspaced(text: string): string {
  return (text.match(new RegExp(UNSPACED.source, 'gu')) ?? []).join('')
}
