import { SaxesParser } from 'saxes'
import { isElement, type XmlElement } from './xml-element.ts'

/** What is not well-formed or not namespaced. */
export class MalformedXml extends Error {
  override readonly name = 'MalformedXml'
}

/**
 * Parses a document, strictly.
 * @throws MalformedXml at the first thing that is wrong.
 */
export function parseXml(text: string): XmlElement {
  const parser = new SaxesParser({ xmlns: true, position: false })
  const fail = (message: string) => {
    throw new MalformedXml(message.replace(/\.$/, ''))
  }
  const document: XmlElement = { name: '', attributes: {}, children: [] }
  const open = [document]
  const add = (node: XmlElement | string) => void open.at(-1)?.children.push(node)
  parser.on('error', ({ message }) => fail(message))
  parser.on('opentag', ({ name, attributes }) => {
    const pairs = Object.values(attributes).map((attribute): [string, string] => [attribute.name, attribute.value])
    const element = { name, attributes: Object.fromEntries(pairs), children: [] }
    add(element)
    open.push(element)
  })
  parser.on('closetag', () => void open.pop())
  parser.on('text', add)
  parser.on('cdata', add)
  parser.write(text).close()
  return document.children.find(isElement) ?? fail('missing root element')
}
