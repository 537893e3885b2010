import type { Element, Nodes, Root } from 'hast'
import { type DefaultTreeAdapterMap, defaultTreeAdapter } from 'parse5'
import { HIDING_ATTRIBUTES, SHOWN, showsWords, surroundingsIn } from './hidden-elements.ts'

/** Deeper than any page needs (markdown-it stops at 100, too), and far from the end of the stack for all who walk the tree. */
export const MAX_DEPTH = 100

/** A kind of tree, so that two kinds are flattened alike. */
interface TreeOf<Node> {
  childrenOf(node: Node): Node[]
  /** What hides an element; undefined of all else. */
  elementOf(node: Node): Pick<Element, 'tagName' | 'properties'> | undefined
  /** The words of a text; '' of all else. */
  wordsOf(node: Node): string
  /** Leaves nothing in a node but words. */
  setWords(node: Node, words: string): void
}

/** Elements below MAX_DEPTH give way to the words that they show, in place. */
export function flattenDeep(tree: Root): void {
  flatten<Nodes>(tree, {
    childrenOf: (node) => ('children' in node ? node.children : []),
    elementOf: (node) => (node.type === 'element' ? node : undefined),
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
    elementOf: (node) => ('tagName' in node ? { tagName: node.tagName, properties: hidingOf(node) } : undefined),
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

function hidingOf({ attrs }: DefaultTreeAdapterMap['element']): Record<string, string> {
  const hiding = attrs.filter(({ name }) => HIDING_ATTRIBUTES.includes(name))
  return Object.fromEntries(hiding.map(({ name, value }) => [name, value]))
}

/** What they hold is never read as words. */
const WORDLESS = new Set(['script', 'style', 'noscript', 'select', 'textarea'])

function allWordsOf<Node>(top: Node, kind: TreeOf<Node>): string {
  let words = ''
  // The top stays an element: what it hides itself is taken out with all others.
  const waiting = kind
    .childrenOf(top)
    .map((node) => ({ node, within: SHOWN }))
    .toReversed()
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { node } = next
    const element = kind.elementOf(node)
    const within = element ? surroundingsIn(element, next.within) : next.within
    if (!within || WORDLESS.has(element?.tagName ?? '')) continue
    if (showsWords(within)) words += kind.wordsOf(node)
    for (const child of kind.childrenOf(node).toReversed()) waiting.push({ node: child, within })
  }
  return words
}
