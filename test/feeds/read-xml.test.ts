import { describe, expect, test } from 'vitest'
import { MalformedXml, parseXml } from '../../src/feeds/read-xml.ts'

test('elements, attributes and texts, with references and CDATA sections as what they stand for', () => {
  expect(parseXml('<a b="1 &amp; 2"><c/>x &#x26; <![CDATA[<y>]]></a>')).toEqual({
    name: 'a',
    attributes: { b: '1 & 2' },
    children: [{ name: 'c', attributes: {}, children: [] }, 'x & ', '<y>'],
  })
})

describe('what is not well-formed is refused', () => {
  test.each([
    '',
    'a',
    '<a>',
    '<a></b>',
    '<a b=1/>',
    '<a>\u0001</a>',
    '<a>&nbsp;</a>',
    '<x:a/>',
    '<a/><b/>',
    '<a b="<"/>',
  ])('%s', (text) => {
    expect(() => parseXml(text)).toThrow(MalformedXml)
  })
})
