import { expect, it } from 'vitest'
import { keptPicture, pictureSources, withPictureSources } from '../../src/editions/picture-sources.ts'

const changed = new Map([['https://n.example/a.png', 'cid:a@b']])

it.each([
  ['<p><img alt="x" src="https://n.example/a.png" width="3"></p>', '<p><img alt="x" src="cid:a@b" width="3"></p>'],
  ["<img src='https://n.example/a.png'/>", '<img src="cid:a@b"/>'],
  ['<IMG SRC = "https://n.example/a.png">', '<IMG src="cid:a@b">'],
  ['<img src="https&#58;//n.example/a.png">', '<img src="cid:a@b">'],
  ['<img src="https://n.example/b.png">', '<img src="https://n.example/b.png">'],
  ['<code>src="https://n.example/a.png"</code>', '<code>src="https://n.example/a.png"</code>'],
  ['<img alt="src=&quot;https://n.example/a.png&quot;">', '<img alt="src=&quot;https://n.example/a.png&quot;">'],
  ['<!-- <img src="https://n.example/a.png"> -->', '<!-- <img src="https://n.example/a.png"> -->'],
  [
    '<!--[if mso]><td><![endif]--><img src="https://n.example/a.png">&nbsp;',
    '<!--[if mso]><td><![endif]--><img src="cid:a@b">&nbsp;',
  ],
  ['<a href="https://n.example/a.png">a</a>', '<a href="https://n.example/a.png">a</a>'],
  ['<img src=https://n.example/a.png>', '<img src=https://n.example/a.png>'],
])('%s → %s', (html, expected) => {
  expect(withPictureSources(html, changed)).toBe(expected)
})

it('a picture that is there twice is changed twice, and named once', () => {
  const html = '<img src="https://n.example/a.png"><img src="https://n.example/a.png"><img src="x&amp;y">'
  expect(pictureSources(html)).toEqual(['https://n.example/a.png', 'x&y'])
  expect(withPictureSources(html, changed)).toBe('<img src="cid:a@b"><img src="cid:a@b"><img src="x&amp;y">')
  expect(withPictureSources(html, new Map([['x&y', 'z"&']]))).toContain('<img src="z&quot;&amp;">')
})

it('a picture that is kept is known by its hash, and nothing else is a name of one', () => {
  const base = 'https://news.lantern.example/pictures/'
  const hash = '0123456789abcdef'.repeat(2)
  expect(keptPicture(`${base}${hash}.jpg`, base)).toEqual({ name: `${hash}.jpg`, type: 'image/jpeg' })
  for (const other of [
    `${base}../../${hash}.png`,
    `${base}../secret.png`,
    `${base}${hash}.svg`,
    `https://elsewhere.example/${hash}.png`,
  ])
    expect(keptPicture(other, base)).toBeUndefined()
})
