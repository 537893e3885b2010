import { describe, expect, test } from 'vitest'
import { firstWords, showsOneOf } from '../../src/editions/shows-words.ts'

const page = (body: string, head = '') => `<!doctype html><html><head>${head}</head><body>${body}</body></html>`

describe('a page shows a title', () => {
  test.each([
    ['as it is', page('<h1>Brass lamps of the harbour</h1>'), 'Brass lamps of the harbour'],
    ['with entities', page('<h1>Bread &amp; maps: caf&eacute; &#x2014; 2</h1>'), 'Bread & maps: café — 2'],
    ['with typographic quotes', page('<h1>“Don’t” – he said…</h1>'), '"Don\'t" -- he said...'],
    ['with quotes of French', page('<h1>«&nbsp;Bonjour&nbsp;» à tous</h1>'), '"Bonjour" à tous'],
    ['in another case', page('<h1>BRASS LAMPS</h1>'), 'Brass lamps'],
    ['over lines', page('<h1>\n  Brass\n\t lamps </h1>'), 'Brass lamps'],
    ['broken by inline tags', page('<h1>Br<b>ass</b> <a href="/l"><i>lam</i>ps</a></h1>'), 'Brass lamps'],
    ['broken by a line break', page('<h1>Brass<br>lamps of glass</h1>'), 'Brass lamps of glass'],
    ['with soft hyphens', page('<h1>Har&shy;bour&#8203;master</h1>'), 'Harbourmaster'],
    ['with a hard space', page('<h1>Brass&nbsp;lamps</h1>'), 'Brass lamps'],
    ['with code', page('<h1>Why <code>useEffect()</code> runs twice</h1>'), 'Why `useEffect()` runs twice'],
    ['with emphasis', page('<h1>A <em>very</em> long day</h1>'), 'A *very* long day'],
    ['in wide letters', page('<h1>ＢＲＡＳＳ ｌａｍｐｓ</h1>'), 'Brass lamps'],
    ['in Chinese', page('<h1>港口的\n黃銅燈</h1>', '<title>港口的黃銅燈 | 燈籠</title>'), '港口的黃銅燈'],
    ['short, in Chinese', page('<h1>關於</h1>'), '關於'],
    ['short', page('<h1>Now</h1>'), 'Now'],
    ['short, among other words', page('<p>Lamps. Now! And then.</p>'), 'Now'],
    ['in its <title> alone', page('<div id="app"></div>', '<title>Brass lamps - The Lantern</title>'), 'Brass lamps'],
    [
      'in og:title alone',
      page('<div id="app"></div>', '<title>App</title><meta property="og:title" content="Brass &quot;lamps&quot;">'),
      'Brass "lamps"',
    ],
    ['in twitter:title', page('', '<meta name="twitter:title" content="Brass lamps">'), 'Brass lamps'],
    ['with no head or body', '<h1>Brass lamps', 'Brass lamps'],
  ])('%s', (_, html, title) => {
    expect(showsOneOf(html, [title])).toBe(true)
  })
})

describe('a page does not', () => {
  test.each([
    ['a soft 404', page('<h1>Page not found</h1>'), 'Brass lamps'],
    ['one that names the address', page('<p>Nothing at /posts/brass-lamps/</p>'), 'Brass lamps'],
    [
      'one whose address is in it',
      page('<a href="/brass lamps">here</a>', '<link rel="canonical" href="/Brass lamps">'),
      'Brass lamps',
    ],
    ['a script that knows it', page('<script>const title = "Brass lamps"</script>'), 'Brass lamps'],
    ['a comment', page('<!-- Brass lamps -->'), 'Brass lamps'],
    ['a style', page('<style>.x::after { content: "Brass lamps" }</style>'), 'Brass lamps'],
    ['a short title within a word', page('<p>Nothing is known of it</p>'), 'Now'],
    ['a short title in Chinese within others', page('<p>沒有關於它</p>'), '關於'],
    ['an empty title', page('<p>Anything</p>'), ' '],
    ['an empty page', '', 'Brass lamps'],
  ])('%s', (_, html, title) => {
    expect(showsOneOf(html, [title])).toBe(false)
  })
})

test('one of several is enough', () => {
  expect(
    showsOneOf(page('<p>All about brass lamps and how they are made.</p>'), ['untitled 3', 'All about brass lamps']),
  ).toBe(true)
})

test('the first words of a post', () => {
  expect(
    firstWords('<figure><img src="x"></figure><p>All <b>about</b> lamps &amp; oil,</p><p>one two three four five</p>'),
  ).toBe('All about lamps & oil, one two three')
  expect(firstWords('<p><img src="x" alt="y"></p>')).toBe('')
})

test.each(['<', '<b>', '&', '"', 'now ', '<title>', '<!--', '&#', 'a'])('a page of %j in linear time', (piece) => {
  const began = performance.now()
  showsOneOf(piece.repeat(400_000 / piece.length), ['now', 'Brass lamps of the harbour'])
  expect(performance.now() - began).toBeLessThan(2_000)
})
