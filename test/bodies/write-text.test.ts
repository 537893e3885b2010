import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import type { Root } from 'hast'
import { toHtml } from 'hast-util-to-html'
import { describe, expect, test } from 'vitest'
import { cleanTree } from '../../src/bodies/clean-tree.ts'
import { htmlLength } from '../../src/bodies/html-length.ts'
import { BY_CHARACTERS } from '../../src/bodies/text-ruler.ts'
import { writeText } from '../../src/bodies/write-text.ts'
import { eachElement } from '../../src/posts/each-element.ts'
import { parseHtml } from '../../src/posts/markdown/parse-html.ts'
import { hasCorpora, markdownFiles } from '../corpora.ts'
import { bodyOf } from '../posts/body-of.ts'
import { byHtmlToText } from './text-by-html-to-text.ts'

function written(tree: Root, width: number | false) {
  const links = new Map<string, number>()
  const text = writeText(
    tree,
    { width: width || Number.POSITIVE_INFINITY, ruler: BY_CHARACTERS, isLaidOut: false },
    links,
  )
  return { text, links: [...links.keys()] }
}

/** What the writer gets to see: clean, and without the spans of cells, which it does not lay out. */
function withoutSpans(dirty: Root): Root {
  const tree = cleanTree({ tree: dirty })
  eachElement(tree, ({ properties }) => {
    delete properties.colSpan
    delete properties.rowSpan
  })
  return tree
}

const words = fc.array(
  fc.constantFrom('tide', 'moon', 'a', '潮汐', '\u00A0', '&amp;', '12', 'of', '\u200B', 'x'.repeat(30), 'y'.repeat(75)),
  { maxLength: 20 },
)
const text = fc.tuple(words, fc.constantFrom(' ', '\n', '')).map(([list, between]) => list.join(between))

const around = (tags: string[], inner: fc.Arbitrary<string>) =>
  fc.tuple(fc.constantFrom(...tags), inner).map(([tag, html]) => `<${tag}>${html}</${tag.split(' ')[0]}>`)
const several = (html: fc.Arbitrary<string>) => fc.array(html, { maxLength: 3 }).map((list) => list.join(''))

const cell = (inner: fc.Arbitrary<string>) => around(['td', 'th'], inner)

const { blocks } = fc.letrec<Record<'inline' | 'inlines' | 'block' | 'blocks' | 'items' | 'rows', string>>((tie) => ({
  inline: fc.oneof(
    { maxDepth: 3 },
    text,
    fc.constantFrom('<br>', '<wbr>', ' ', '<img alt="the moon">', '<img src="a.png" alt=" ">'),
    around(['em', 'sup', 'span', 'a href="https://a.example/b"', 'a href="mailto:x"', 'a'], tie('inlines')),
    around(['a href="https://b.example"', 'a class="footnote-ref" href="#n"'], tie('inlines')),
    around(['a class="footnote-backref" href="#n"'], tie('inlines')),
  ),
  inlines: several(tie('inline')),
  block: fc.oneof(
    { maxDepth: 4 },
    around(['p', 'h2', 'h5', 'pre', 'summary', 'figcaption', 'div'], tie('inlines')),
    around(['div', 'section', 'blockquote', 'figure', 'details', 'dl', 'dd', 'main', 'center'], tie('blocks')),
    around(['ul', 'ol', 'ol start="9"', 'ol type="a" start="26"', 'ol type="I" start="3990"'], tie('items')),
    around(['table'], tie('rows')),
    tie('inlines'),
    fc.constant('<hr>'),
  ),
  blocks: several(tie('block')),
  items: several(
    fc.oneof({ maxDepth: 4 }, around(['li'], tie('blocks')), around(['li'], tie('inlines')), tie('inline')),
  ),
  rows: several(
    around(
      ['tr', 'thead'],
      fc.tuple(cell(tie('blocks')), several(cell(tie('blocks')))).map((cells) => cells.join('')),
    ),
  ),
}))

/** Tables of wider lines are written in another way. */
const TOO_WIDE = 900

describe('a tree’s text is html-to-text’s', () => {
  test.each([72, false] as const)('whatever stands in it, in lines of %s', (width) => {
    fc.assert(
      fc.property(blocks, (html) => {
        const tree = withoutSpans(parseHtml(html) as Root)
        const theirs = byHtmlToText(tree, width)
        fc.pre(theirs.text.split('\n').every((line) => line.length < TOO_WIDE))
        expect(written(tree, width)).toEqual(theirs)
      }),
      { numRuns: 500 },
    )
  })

  test.skipIf(!hasCorpora)(
    'in real posts (skipped without BROADSHEET_CORPORA)',
    () => {
      const files = ['hugo-letsencrypt', 'hugo-coderzh', 'hugo-docs'].flatMap(markdownFiles)
      for (const file of files.filter((_, i) => i % 10 === 0)) {
        const tree = withoutSpans(bodyOf(readFileSync(file, 'utf8')).tree)
        expect(written(tree, 72), file).toEqual(byHtmlToText(tree, 72))
      }
    },
    60_000,
  )
})

test.each([
  [10, 'in columns', `${'a'.repeat(75)}   `.repeat(10).trimEnd()],
  [20, 'one below the other, since nobody could read a line so long', Array(20).fill('a'.repeat(75)).join('\n')],
])('a table of %i wide cells has them %s', (count, _, text) => {
  const html = `<table><tr>${`<td>${'a'.repeat(75)}</td>`.repeat(count)}</tr></table>`
  expect(written(parseHtml(html), 72)).toEqual({ text, links: [] })
})

test('the length of a tree’s HTML is known without writing it', () => {
  fc.assert(
    fc.property(blocks, (html) => {
      const tree = withoutSpans(
        parseHtml(`${html}<p title="&quot;&amp;'&lt;" class=x>&lt;</p><ol reversed><li value=3></ol>`) as Root,
      )
      expect(htmlLength(tree)).toBe(toHtml(tree).length)
    }),
  )
})
