import { readFileSync } from 'node:fs'
import Parser, { type Token } from 'markdown-it'
import { expect, test } from 'vitest'
import { lightTokens } from '../../../src/posts/markdown/light-tokens.ts'
import { hasCorpora, markdownFiles } from '../../corpora.ts'

const plain = new Parser({ html: true, linkify: true })
const light = new Parser({ html: true, linkify: true }).use(lightTokens)

function expectSame(text: string): void {
  const tokens = light.parse(text, {})
  expect(JSON.stringify(sorted(tokens))).toBe(JSON.stringify(sorted(plain.parse(text, {}))))
}

/** The fields of both in one order. */
function sorted(tokens: Token[]): unknown[] {
  return tokens.map((token) =>
    Object.entries({ ...token, children: token.children && sorted(token.children) }).sort(([a], [b]) =>
      a < b ? -1 : 1,
    ),
  )
}

test.each([
  ['- a *b **c** d*\n  - [e ![f](g)](h "i") `j`\n\n> k <l> https://a.example\\\nm'],
  ['# a\n\n```b\nc\n```\n\n|d|e|\n|-|-|\n|f|\n\n[g]: h\n\n[g] ~~i~~ &amp; **j'],
])('%j gives the same tokens', (text) => expectSame(text))

test('with all that a token can do', () => {
  const [paragraph] = light.parse('a', {})
  expect(paragraph).toBeInstanceOf(new plain.core.State('', plain, {}).Token)
  paragraph?.attrSet('id', 'b')
  expect(paragraph?.attrGet('id')).toBe('b')
})

test.skipIf(!hasCorpora)(
  'real posts (skipped without BROADSHEET_CORPORA)',
  () => {
    for (const file of markdownFiles('hugo-docs')) expectSame(readFileSync(file, 'utf8'))
  },
  60_000,
)
