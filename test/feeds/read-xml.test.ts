import type { Element } from '@xmldom/xmldom'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkFeedDocument } from '../../src/feeds/check-document.ts'
import { parseXml } from '../../src/feeds/read-xml.ts'
import { childElements, textContent, type XmlElement } from '../../src/feeds/xml-element.ts'
import { readGolden } from './golden-feeds.ts'
import { children, rootOf } from './w3c/xml.ts'

const DOCUMENTS = ['lantern.rss.xml', 'lantern.atom.xml', 'nasty.rss.xml', 'nasty.atom.xml']
  .map(readGolden)
  .map(withoutOddLineEnds)

const change = fc.record({
  at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  cut: fc.constantFrom(0, 0, 1, 2, 7),
  put: fc.oneof(
    fc.constantFrom('', '<', '>', '&', '"', "'", '/', ' ', '=', ':', '&lt', '&#0;', '&#xD800;', '&nbsp;', ']]>'),
    fc.constantFrom('<a>', '</a>', '<!--', '-->', '--', '<![CDATA[', '<x:a/>', ' a="1"', ' xmlns:dc=""'),
    fc.constantFrom('<!DOCTYPE a>', '\0', '\u0001', '\ud800', '\udc00', '\ufffe', '\ufffd', '𝒳'),
    fc.string({ unit: 'binary', maxLength: 3 }),
  ),
})

const changed = fc
  .tuple(fc.constantFrom(...DOCUMENTS), fc.array(change, { minLength: 1, maxLength: 3 }))
  .map(([document, changes]) =>
    changes.reduce((text, { at, cut, put }) => {
      const root = document.search(/<(?:rss|feed)/)
      const index = root + Math.floor(at * (text.length - root))
      return text.slice(0, index) + put + text.slice(index + cut)
    }, document),
  )
  .map(withoutOddLineEnds)
  // Each of the two parsers is lenient about these in its own way; a feed has one, which is ours.
  .filter((text) => !/<\?(?!xml)/.test(text))

test('a document that another parser refuses is refused; one that is taken says the same to both', () => {
  let refused = 0
  fc.assert(
    fc.property(changed, (text) => {
      const theirs = rootOf(text)
      const [problem] = checkFeedDocument(text.includes('<rss') ? 'rss' : 'atom', text)
      if (!theirs) {
        refused++
        expect(problem).toBeDefined()
      } else if (problem?.code !== 'feeds.malformed') {
        expect(ours(parseXml(text))).toEqual(asOurs(theirs))
      }
    }),
    { numRuns: 3000 },
  )
  expect(refused).toBeGreaterThan(500)
})

/** Without those of XML 1.1, which the other parser at times takes for line ends in 1.0 too. */
function withoutOddLineEnds(text: string): string {
  return text.replace(/[\u0085\u2028]/g, ' ')
}

function ours(element: XmlElement): unknown {
  const { name, namespace, attributes } = element
  const within = childElements(element).map(ours)
  return { name, namespace, attributes: sorted(attributes), within: within.length > 0 ? within : textContent(element) }
}

function asOurs(element: Element): unknown {
  const within = children(element).map(asOurs)
  return {
    name: element.nodeName,
    namespace: element.namespaceURI?.trim() ?? '',
    attributes: sorted(Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value]))),
    within: within.length > 0 ? within : element.textContent,
  }
}

function sorted(attributes: Record<string, string>): [string, string][] {
  return Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1))
}
