/** An element of a document that is made, or was read. A tree of such takes a fifth of a DOM's time. */
export interface XmlElement {
  /** With its prefix, if it has one. */
  name: string
  attributes: Record<string, string>
  children: XmlNode[]
}

export type XmlNode = XmlElement | string | CharacterData

/**
 * A text in which `&` and `<` are written as hexadecimal references: RSS does not say whether a title is HTML, and of all ways to
 * write them this is the one that readers do best with (rssboard.org/rss-profile, "Character Data").
 */
export interface CharacterData {
  characters: string
}

export function addElement(
  parent: XmlElement,
  name: string,
  text: string | CharacterData = '',
  attributes: Record<string, string> = {},
): XmlElement {
  const child: XmlElement = { name, attributes, children: [] }
  setText(child, text)
  parent.children.push(child)
  return child
}

/** Sets the text of the child of this name, or of the first of several. */
export function setChildText(parent: XmlElement, name: string, text: string | CharacterData): void {
  const [child] = childElements(parent, name)
  if (child) setText(child, text)
  else addElement(parent, name, text)
}

function setText(element: XmlElement, text: string | CharacterData): void {
  element.children = textOfNode(text) === '' ? [] : [text]
}

export function childElements(parent: XmlElement, name?: string): XmlElement[] {
  const elements = parent.children.filter(isElement)
  return name === undefined ? elements : elements.filter((element) => element.name === name)
}

export function removeChildren(parent: XmlElement, name: string): void {
  parent.children = parent.children.filter((child) => !isElement(child) || child.name !== name)
}

/** Puts child elements in the order of their names; `link self` stands for those of that name and `rel`, before `link` for others. */
export function inOrder(parent: XmlElement, names: string[]): void {
  const places = new Map(names.map((name, index) => [name, index]))
  const place = ({ name, attributes: { rel } }: XmlElement) =>
    places.get(`${name} ${rel}`) ?? places.get(name) ?? names.length
  parent.children = childElements(parent).sort((a, b) => place(a) - place(b))
}

function textOfNode(node: string | CharacterData): string {
  return typeof node === 'string' ? node : node.characters
}

export function isElement(node: XmlNode): node is XmlElement {
  return typeof node !== 'string' && 'name' in node
}
