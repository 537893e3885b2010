import type { RootContent, Text } from 'hast'

/** Adds a node to others. Texts that come to stand side by side are one text, as in HTML; those given stay as they are. */
export function appendNode<Node extends RootContent>(nodes: (Node | Text)[], node: Node | Text): void {
  const last = nodes[nodes.length - 1]
  if (node.type === 'text' && last?.type === 'text')
    nodes[nodes.length - 1] = { type: 'text', value: last.value + node.value }
  else nodes.push(node)
}
