import type { Nodes, Root } from 'hast'
import { type DefaultTreeAdapterMap, defaultTreeAdapter } from 'parse5'

/** Deeper than any page needs (markdown-it stops at 100, too), and far from the end of the stack for all who walk the tree. */
export const MAX_DEPTH = 100

/** A kind of tree, so that two kinds are flattened alike. */
interface TreeOf<Node> {
  childrenOf(node: Node): Node[]
  /** The words of a text; '' of all else. */
  wordsOf(node: Node): string
  /** Leaves nothing in a node but words. */
  setWords(node: Node, words: string): void
}

/** Elements below MAX_DEPTH give way to their text, in place. */
export function flattenDeep(tree: Root): void {
  flatten<Nodes>(tree, {
    childrenOf: (node) => ('children' in node ? node.children : []),
    wordsOf: (node) => (node.type === 'text' ? node.value : ''),
    setWords: (node, value) => {
      if ('children' in node) node.children = [{ type: 'text', value }]
    },
  })
}

type ParsedNode = DefaultTreeAdapterMap['node']

/** The same for what parse5 made. What is within a `<template>` nobody shows: it goes. */
export function flattenParsed(tree: DefaultTreeAdapterMap['documentFragment']): void {
  flatten<ParsedNode>(tree, {
    childrenOf: (node) => {
      if ('content' in node) node.content.childNodes = []
      return 'childNodes' in node ? node.childNodes : []
    },
    wordsOf: (node) => (defaultTreeAdapter.isTextNode(node) ? node.value : ''),
    setWords: (node, words) => {
      if (!('childNodes' in node)) return
      node.childNodes = []
      defaultTreeAdapter.insertText(node, words)
    },
  })
}

/** Without recursion: that is what it guards. */
function flatten<Node>(tree: Node, kind: TreeOf<Node>): void {
  const waiting: { node: Node; depth: number }[] = [{ node: tree, depth: 0 }]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { node, depth } = next
    if (depth === MAX_DEPTH && kind.childrenOf(node).length > 0) kind.setWords(node, allWordsOf(node, kind))
    for (const child of kind.childrenOf(node)) {
      if (kind.childrenOf(child).length > 0) waiting.push({ node: child, depth: depth + 1 })
    }
  }
}

function allWordsOf<Node>(node: Node, kind: TreeOf<Node>): string {
  let words = ''
  const waiting: Node[] = [node]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    words += kind.wordsOf(next)
    for (const child of kind.childrenOf(next).toReversed()) waiting.push(child)
  }
  return words
}
