import { describe, expect, test } from 'vitest'
import { type MailPicture, mailHtml } from '../../src/bodies/for-mail.ts'
import { bodyOf } from '../posts/body-of.ts'

function mail(markdown: string, pictures: [string, MailPicture][] = []): string {
  return mailHtml(bodyOf(markdown), { pictures: new Map(pictures), columnWidth: 600 })
}

/** The tags of pictures, without their style. */
function images(html: string): string[] {
  return Array.from(html.matchAll(/<img[^>]*>/g), ([tag]) => tag.replace(/ style="[^"]*"/, ''))
}

describe('pictures', () => {
  const chart = 'https://lantern.example/chart.svg'

  test('a prepared one takes the place of the site’s', () => {
    const made = { url: 'https://news.example/pictures/1.png', width: 320, height: 200 }
    expect(images(mail('![Tide](/chart.svg)', [[chart, made]]))).toEqual([
      '<img src="https://news.example/pictures/1.png" alt="Tide" width="320" height="200">',
    ])
  })

  test('none is wider than the column, and Outlook is told so', () => {
    expect(images(mail('<img src="/a.jpg" width="1200" height="900">'))).toEqual([
      '<img src="https://lantern.example/a.jpg" alt="" width="600" height="450">',
    ])
    expect(images(mail('<img src="/a.jpg" width="100%">'))).toEqual([
      '<img src="https://lantern.example/a.jpg" alt="">',
    ])
  })

  test.each(['svg', 'SVG', 'webp', 'avif'])('a .%s that was not prepared is a link with its alt text', (ending) => {
    const html = mail(`![Tide](/chart.${ending}?v=1)`)
    expect(html).toContain(`<a href="https://lantern.example/chart.${ending}?v=1">Tide</a>`)
    expect(images(html)).toEqual([])
  })

  test('or with its name, and within a link the words alone', () => {
    expect(mail('![](/chart.svg)')).toContain('>chart.svg</a>')
    expect(mail('[![Tide](/chart.svg)](/x)')).toContain('<a href="https://lantern.example/x"><span>Tide</span></a>')
  })
})

test('what clients show closed is open', () => {
  expect(mail('<details><summary>Why</summary><p>Because.</p></details>')).toMatch(
    /^<div><p [^>]*><strong>Why<\/strong><\/p><p [^>]*>Because.<\/p><\/div>$/,
  )
})

test('no style of the post, no script, no player; a style of ours', () => {
  const html = mail('<p style="position:fixed" class="x" onclick="y()">a</p><script>z</script><style>p{}</style>')
  expect(html).toBe('<p style="margin:0 0 16px">a</p>')
})

test('quotes and lists are set in from the side where lines begin', () => {
  const body = bodyOf('> a\n\n- b')
  const options = { pictures: new Map(), columnWidth: 600 }
  expect(mailHtml(body, { ...options, direction: 'rtl' })).not.toContain('left')
  expect(mailHtml(body, options)).not.toContain('right')
})

test('links within the post stay within the mail, set apart from those of other posts', () => {
  const html = mailHtml(bodyOf('## Tide\n\n[up](#tide) [gone](#gone)'), {
    pictures: new Map(),
    columnWidth: 600,
    idPrefix: 'p2-',
  })
  expect(html).toContain('<h2 id="p2-tide"')
  expect(html).toContain('<a href="#p2-tide">up</a> <a href="https://lantern.example/posts/moon/#gone">gone</a>')
})

test('the body is not changed', () => {
  const body = bodyOf('a[^1] ![b](/c.svg) {{< youtube a_bcdefghij >}}\n\n[^1]: c')
  const before = structuredClone(body)
  mailHtml(body, { pictures: new Map(), columnWidth: 600 })
  expect(body).toEqual(before)
})

describe('what else a mail needs', () => {
  test('a table scrolls by itself, and its words stay whole', () => {
    const html = mail('| OID |\n|--|\n| 1.3.6.1.4.1.44947 |')
    expect(html).toMatch(
      /^<table role="presentation" [^>]*table-layout:fixed[^>]*><tbody><tr><td [^>]*><div class="wide" style="overflow-x:auto"><table /,
    )
    expect(html).toContain('<table style="margin:0;word-break:normal;overflow-wrap:break-word;')
  })

  test('a div that holds words stands apart like a paragraph; one that holds blocks adds nothing', () => {
    expect(mail('<div class="caption">A lamp</div>')).toBe('<div style="margin:0 0 16px">A lamp</div>')
    expect(mail('<div>\n\nA lamp\n\n</div>')).toBe('<div>\n<p style="margin:0 0 16px">A lamp</p>\n</div>')
  })
  test('a list within an item leaves no gap below it that its neighbours have not', () => {
    const html = mail('- a lamp\n  - a wick\n    1. of wool\n- a lens')
    const margins = Array.from(html.matchAll(/<[uo]l style="(margin:[^;]*)/g), ([, margin]) => margin)
    expect(margins).toEqual(['margin:0 0 16px', 'margin:6px 0', 'margin:6px 0'])
  })
})
