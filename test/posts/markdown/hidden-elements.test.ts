import { describe, expect, test } from 'vitest'
import { feedHtml } from '../../../src/bodies/for-feed.ts'
import { mailHtml } from '../../../src/bodies/for-mail.ts'
import { picturesOf } from '../../../src/bodies/pictures-of.ts'
import { summaryOf } from '../../../src/bodies/summary.ts'
import { bodyText } from '../../../src/bodies/to-text.ts'
import type { Body } from '../../../src/posts/post.ts'
import { bodyOf, post } from '../body-of.ts'
import { htmlOf } from './html-of.ts'

const HIDDEN = [
  '<p hidden>SECRET</p>',
  '<p HIDDEN="">SECRET</p>',
  '<p hidden="hidden">SECRET</p>',
  '<p hidden="false">SECRET</p>',
  '<p hidden="until-found">SECRET</p>',
  '<p hidden="until-found" style="display:block">SECRET</p>',
  '<div hidden>\n\n*SECRET*\n\n</div>',
  '<p style="display:none">SECRET</p>',
  '<p style="DISPLAY : None ! important ;">SECRET</p>',
  '<p style="color:red;display:none !important;display:block">SECRET</p>',
  '<p style="display:block; /* ; */ display/**/:none">SECRET</p>',
  '<p style="display:none /* never closed">SECRET</p>',
  '<div style="display:none">\n\n## SECRET\n\n- SECRET\n\n</div>',
  '<ul><li style="display:none">SECRET</li></ul>',
  '<table><tr style="visibility:collapse"><td>SECRET</td></tr></table>',
  '<p style="visibility:hidden">SECRET <b>SECRET</b></p>',
  '<p style="content-visibility:hidden">SECRET</p>',
  '<span style="font-size:0">SECRET</span>',
  '<span style="font-size:0px">SECRET <b style="font-size:2em">SECRET</b></span>',
  '<span style="font-size: .0em !important">SECRET</span>',
  '<span style="font:0/0 a">SECRET</span>',
  '<span style="font: bold 0px/1.5 serif">SECRET</span>',
  '<dialog><p>SECRET</p></dialog>',
  '<DIALOG id="d">SECRET</DIALOG>',
  '<div popover>SECRET</div>',
  '<datalist><option>SECRET</datalist>',
  '<details hidden><summary>SECRET</summary>SECRET</details>',
  '<img hidden src="/SECRET.png" alt="SECRET">',
  '<img src="/SECRET.gif" alt="SECRET" style="display:none">',
  '<img src="/SECRET.gif" alt="SECRET" style="visibility:hidden">',
  '<iframe src="https://SECRET.example/" style="display:none"></iframe>',
  '<video hidden src="/SECRET.mp4"></video>',
  '<svg hidden><title>SECRET</title></svg>',
  '## SECRET {hidden=true}',
  '## SECRET {style="display:none"}',
  'SECRET\n{hidden="hidden"}',
  '> SECRET\n{.a style="visibility:hidden"}',
  '```go {hidden=true}\nSECRET\n```',
]

function writtenEverywhere(body: Body): string {
  return [
    summaryOf({ language: 'en' }, body),
    feedHtml(body),
    mailHtml(body, { pictures: new Map(), columnWidth: 600 }),
    bodyText(body),
    JSON.stringify(picturesOf(body)),
  ].join('\n')
}

describe('what a page hides is shown nowhere', () => {
  test.each(HIDDEN)('%s', (hidden) => {
    const body = bodyOf(`Seen.\n\n${hidden}\n\nThe end.`)
    const written = writtenEverywhere(body)
    expect(written).toContain('Seen')
    expect(written).toContain('The end')
    expect(written.toLowerCase()).not.toContain('secret')
  })

  const ofHtml = HIDDEN.filter((hidden) => hidden.startsWith('<') && !hidden.includes('\n'))
  test.each(ofHtml)('deeper than elements are kept: %s', (hidden) => {
    for (const depth of [97, 98, 99, 100, 101, 150]) {
      const nested = `${'<div>'.repeat(depth)}<i>Seen</i>${hidden}<b>Still</b>${'</div>'.repeat(depth)}`
      for (const body of [bodyOf(nested), bodyOf(`> ${nested}`), bodyOf(nested, { post: post({ format: 'html' }) })]) {
        const text = writtenEverywhere(body)
        expect(text).toMatch(/Seen.*Still/s)
        expect(text.toLowerCase()).not.toContain('secret')
      }
    }
  })

  test.each(['<script>SECRET</script>', '<style>SECRET</style>', '<noscript>SECRET</noscript>'])(
    'no words, however deep: %s',
    (wordless) => {
      const nested = `${'<div>'.repeat(120)}Seen${wordless}`
      expect(writtenEverywhere(bodyOf(nested)).toLowerCase()).not.toContain('secret')
    },
  )

  test('within a sentence, too', () => {
    expect(htmlOf('One <span hidden>two </span>three.')).toBe('<p>One three.</p>')
  })

  test('a teaser ends where it ended', () => {
    const body = bodyOf('Teaser.\n\n<div hidden>\n\nSECRET\n\n<!--more-->\n\n</div>\n\nThe answer.')
    expect(summaryOf({ language: 'en' }, body)).toBe('Teaser.')
  })
})

describe('what a page shows stays', () => {
  test.each([
    '<p style="display:block" hidden>Seen</p>',
    '<p style="display:none; display:block">Seen</p>',
    '<p style="display:none-of-it">Seen</p>',
    '<p style="visibility:visible">Seen</p>',
    '<dialog open>Seen</dialog>',
    '<dialog style="display:block">Seen</dialog>',
    '<details><summary>More</summary>Seen</details>',
    '<div style="visibility:hidden"><p style="visibility:visible">Seen</p></div>',
    '<div style="font-size:0"><span style="font-size:16px">Seen</span></div>',
    '<p style="font-size:10px">Seen</p>',
    '<p style="font-size:0.9em">Seen</p>',
    '<p style="font:100 0.8em/0 serif">Seen</p>',
    '<p data-hidden="x" class="hidden" aria-hidden="true">Seen</p>',
    '<p style=";:;;display">Seen</p>',
  ])('%s', (markdown) => {
    expect(bodyText(bodyOf(markdown))).toContain('Seen')
    expect(bodyText(bodyOf(`${'<div>'.repeat(120)}${markdown}`))).toContain('Seen')
  })

  test('a picture, where only words are too small to be seen', () => {
    expect(htmlOf('<div style="font-size:0"><img src="/a.png" alt="A"> and</div>')).toBe(
      '<div style="font-size:0"><img src="https://lantern.example/a.png" alt="A"></div>',
    )
  })
})
