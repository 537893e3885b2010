import type { Nodes, Properties } from 'hast'

/** How many characters toHtml would write for a tree. */
export function htmlLength(node: Nodes): number {
  if (node.type === 'text') return node.value.length + ESCAPED * countOf(node.value, /[<&]/g)
  if (!('children' in node)) return 0
  const inner = node.children.reduce((sum, child) => sum + htmlLength(child), 0)
  if (node.type !== 'element') return inner
  const { tagName, properties } = node
  const tags = VOID.has(tagName) ? tagName.length + '<>'.length : 2 * tagName.length + '<></>'.length
  return inner + tags + attributesLength(properties)
}

/** By so much is `&#x26;` longer than what it stands for. */
const ESCAPED = '&#x26;'.length - 1

const VOID = new Set(['br', 'col', 'hr', 'img', 'wbr'])

function attributesLength(properties: Properties): number {
  let sum = 0
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue
    sum += ' '.length + (name === 'className' ? 'class' : name).length
    if (value === true) continue
    const text = Array.isArray(value) ? value.join(' ') : String(value)
    sum += '=""'.length + text.length + ESCAPED * countOf(text, /["&'`]/g)
  }
  return sum
}

function countOf(text: string, characters: RegExp): number {
  return text.match(characters)?.length ?? 0
}
