import { SaxesParser } from 'saxes'
import { isElement, type XmlElement } from './xml-element.ts'

/** What is not well-formed or not namespaced, and on which line. */
export class MalformedXml extends Error {
  override readonly name = 'MalformedXml'
  readonly line: number

  constructor(message: string, line: number) {
    super(message)
    this.line = line
  }
}

/**
 * Parses a document, strictly.
 * @throws MalformedXml at the first thing that is wrong.
 */
export function parseXml(text: string): XmlElement {
  // Without positions in its messages: the line is told apart from them.
  const parser = new SaxesParser({ xmlns: true, position: false })
  const fail = (message: string) => {
    throw new MalformedXml(message.replace(/\.$/, ''), parser.line)
  }
  const document: XmlElement = { name: '', attributes: {}, children: [] }
  const open = [document]
  const add = (node: XmlElement | string) => void open.at(-1)?.children.push(node)
  parser.on('error', ({ message }) => fail(message))
  parser.on('opentag', ({ name, uri, attributes }) => {
    const pairs = Object.values(attributes).map((attribute): [string, string] => [attribute.name, attribute.value])
    const element = { name, attributes: Object.fromEntries(pairs), children: [], namespace: uri, line: parser.line }
    add(element)
    open.push(element)
  })
  parser.on('closetag', () => void open.pop())
  parser.on('text', add)
  parser.on('cdata', add)
  parser.write(text).close()
  return document.children.find(isElement) ?? fail('missing root element')
}
