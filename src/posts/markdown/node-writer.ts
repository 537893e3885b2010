import type { ElementContent, Properties } from 'hast'
import { appendNode } from '../append-node.ts'

/** Nodes written as a parser makes them: elements by opening and closing, texts that meet as one. */
export class NodeWriter {
  readonly nodes: ElementContent[] = []
  /** How deep the deepest element stands; one at the top is at 1. */
  deepest = 0
  readonly #above: ElementContent[][] = []
  #here = this.nodes

  text(value: string): void {
    if (value !== '') appendNode(this.#here, { type: 'text', value })
  }

  open(tagName: string, properties: Properties): void {
    const children: ElementContent[] = []
    this.#here.push({ type: 'element', tagName, properties, children })
    this.#above.push(this.#here)
    this.#here = children
    this.deepest = Math.max(this.deepest, this.#above.length)
  }

  close(): void {
    this.#here = this.#above.pop() ?? this.nodes
  }

  element(tagName: string, properties: Properties, words = ''): void {
    this.open(tagName, properties)
    this.text(words)
    this.close()
  }
}
