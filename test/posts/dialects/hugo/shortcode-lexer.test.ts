import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readShortcodes } from '../../../../src/posts/dialects/hugo/shortcode-lexer.ts'

/** The only tag of a text. */
function tag(text: string) {
  const [piece, ...rest] = readShortcodes(text)
  expect(rest).toEqual([])
  return piece
}

function params(text: string) {
  const piece = tag(text)
  if (piece?.kind !== 'open') throw new Error(`no opening tag: ${text}`)
  return { positional: piece.params.positional, named: Object.fromEntries(piece.params.named) }
}

describe('arguments', () => {
  test.each([
    ['{{< youtube abc >}}', { positional: ['abc'], named: {} }],
    ['{{<youtube abc>}}', { positional: ['abc'], named: {} }],
    ['{{% ref "about.md#who" %}}', { positional: ['about.md#who'], named: {} }],
    ['{{< a src=/audio/test.mp3 start=30 >}}', { positional: [], named: { src: '/audio/test.mp3', start: '30' } }],
    ['{{< a caption="a \\"b\\" >}} c" >}}', { positional: [], named: { caption: 'a "b" >}} c' } }],
    ['{{< a `raw "text" \\n` >}}', { positional: ['raw "text" \\n'], named: {} }],
    ['{{< a https://x.example/?v=1 >}}', { positional: ['https://x.example/?v=1'], named: {} }],
    ['{{< a\n  src="x.jpg"\n  width = 20\n/>}}', { positional: [], named: { src: 'x.jpg', width: '20' } }],
  ])('%s', (text, expected) => expect(params(text)).toEqual(expected))
})

test('a tag closes, or closes itself', () => {
  expect(tag('{{< /tabs >}}')).toMatchObject({ kind: 'close', name: 'tabs' })
  expect(tag('{{</ tabs >}}')).toMatchObject({ kind: 'close', name: 'tabs' })
  expect(tag('{{< qr text="x" />}}')).toMatchObject({ kind: 'open', name: 'qr', selfClosing: true })
  expect(tag('{{< date.inline >}}')).toMatchObject({ kind: 'open', name: 'date.inline', selfClosing: false })
})

test('a commented shortcode shows itself, and its own marks if it has two pairs', () => {
  expect(tag('{{</* youtube abc */>}}')).toEqual({ kind: 'comment', text: '{{< youtube abc >}}' })
  expect(tag('{{%/* x */%}}')).toEqual({ kind: 'comment', text: '{{% x %}}' })
  expect(tag('{{</*/* x */*/>}}')).toEqual({ kind: 'comment', text: '{{</* x */>}}' })
})

test('text around tags is kept, and lines are counted through both', () => {
  expect(readShortcodes('one\n{{< a\n >}}\n{{% b %}} two')).toMatchObject([
    { kind: 'text', text: 'one\n' },
    { kind: 'open', name: 'a', line: 2 },
    { kind: 'text', text: '\n' },
    { kind: 'open', name: 'b', line: 4 },
    { kind: 'text', text: ' two' },
  ])
})

describe('a broken tag is said to be broken, and ends with its braces or its line', () => {
  test.each([
    ['{{< youtube abc\nnext', '\nnext'],
    ['{{< a "never closed\nnext', '\nnext'],
    ['{{< a b %}} rest', ' rest'],
    ['{{< >}} rest', ' rest'],
    ['{{</* a >}} rest', ' rest'],
  ])('%j', (text, rest) => {
    expect(readShortcodes(text)).toMatchObject([
      { kind: 'broken', line: 1 },
      { kind: 'text', text: rest },
    ])
  })
})

test('text without a tag comes back whole, whatever it holds', () => {
  const text = fc.string({ unit: fc.constantFrom('{', '}', '<', '%', '>', '"', '`', ' ', 'a', '\n') })
  fc.assert(
    fc.property(
      text.filter((source) => !/\{\{[<%]/.test(source)),
      (source) => {
        expect(readShortcodes(source)).toEqual(source ? [{ kind: 'text', text: source }] : [])
      },
    ),
  )
})

// One that read each to the end would take longer than any test may.
test.each(['{{< ', '{{< "', '{{< `x` ', '{{< " "', '{{</* ', '{{% a b="', '{{< a }} '])(
  'three hundred thousand unfinished %j are read once',
  (unit) => {
    expect(readShortcodes(unit.repeat(300_000)).length).toBeGreaterThan(0)
  },
)
