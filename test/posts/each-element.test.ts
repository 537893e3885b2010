import { expect, test } from 'vitest'
import { eachElement } from '../../src/posts/each-element.ts'
import { element } from '../../src/posts/element.ts'
import { parseHtml } from '../../src/posts/markdown/parse-html.ts'

const names = (html: string, skip = '') => {
  const met: string[] = []
  eachElement(parseHtml(html) ?? { type: 'root', children: [] }, ({ tagName }, parent, index) => {
    met.push(`${tagName}${index} in ${parent.type === 'element' ? parent.tagName : 'root'}`)
    return tagName === skip ? 'skip' : undefined
  })
  return met
}

test('each element is met once, those above before those within', () => {
  expect(names('<p>a<b><i>c</i></b></p><hr>')).toEqual(['p0 in root', 'b1 in p', 'i0 in b', 'hr1 in root'])
})

test('what is within a skipped one is not met', () => {
  expect(names('<p><b><i>c</i></b><u>d</u></p>', 'b')).toEqual(['p0 in root', 'b0 in p', 'u1 in p'])
})

test('what is put behind an element is met, too', () => {
  const tree = parseHtml('<hr>') ?? { type: 'root' as const, children: [] }
  const met: string[] = []
  eachElement(tree, ({ tagName }, parent, index) => {
    met.push(tagName)
    if (tagName === 'hr') parent.children.splice(index + 1, 0, element('p'))
  })
  expect(met).toEqual(['hr', 'p'])
})
