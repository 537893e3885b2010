import { expect, test } from 'vitest'
import { CLASSIC, completeColours } from '../../src/config/theme.ts'
import { type Letter, writeLetter } from '../../src/outbox/letter.ts'

const LETTER: Letter = {
  subject: 'Please confirm <now>',
  language: 'ar',
  parts: ['Hello & welcome', { label: 'Yes', url: 'https://a.example/confirm/x', isButton: true }],
  foot: ['The Lantern', { label: 'Leave', url: 'https://a.example/leave' }],
}

test('says the same as text and as HTML', () => {
  const { text, html } = writeLetter(LETTER)
  expect(text).toBe(
    'Hello & welcome\n\nhttps://a.example/confirm/x\n\n-- \nThe Lantern\nLeave: https://a.example/leave\n',
  )
  for (const said of ['Hello &#x26; welcome', 'Please confirm &#x3C;now', 'href="https://a.example/leave"'])
    expect(html).toContain(said)
  expect(html).toContain('<html lang="ar" dir="rtl">')
})

test('has the colours and fonts of the theme, in light and dark', () => {
  const colours = {
    paper: '#ffffff',
    ink: '#101010',
    faint: '#555555',
    rule: '#cccccc',
    link: '#123456',
    panel: '#eeeeee',
  }
  const theme = {
    ...CLASSIC,
    light: completeColours({ ...colours, button: '#00512d' }),
    dark: completeColours({ ...colours, paper: '#0b0b0b', ink: '#fafafa' }),
    fonts: { ...CLASSIC.fonts, text: 'sans' as const, sans: 'Inter' },
  }
  const { html } = writeLetter({ ...LETTER, language: 'en' }, theme)
  expect(html).toContain('bgcolor="#00512d"')
  expect(html).toContain('Inter, -apple-system')
  expect(html).toMatch(/prefers-color-scheme:dark\)\{\.letter\{background:#0b0b0b!important;color:#fafafa!important/)
})

test('what an operator wrote stands among the paragraphs, as it was made safe', () => {
  const note = {
    html: '<p>Begin <a href="https://a.example/">here</a>.</p>',
    text: 'Begin here [1].\n\n[1] https://a.example/',
  }
  const { text, html } = writeLetter({ ...LETTER, parts: [note, 'More'] })
  expect(text).toContain('Begin here [1].\n\n[1] https://a.example/\n\nMore\n')
  expect(html).toMatch(
    /<div class="note"><p>Begin <a href="https:\/\/a\.example\/">here<\/a>\.<\/p><\/div><p [^>]*>More/,
  )
})

const NUMBER = {
  heading: 'The latest number:',
  number: { label: 'Two things', url: 'https://news.a.example/12' },
  posts: [
    { label: 'One', url: 'https://a.example/1' },
    { label: 'Two', url: 'https://a.example/2' },
  ],
}

test('a number stands apart, and larger than its posts, which are a list', () => {
  const { text, html } = writeLetter({ ...LETTER, parts: ['Hello', NUMBER], foot: [] })
  expect(text).toBe(
    'Hello\n\nThe latest number:\n\nTwo things: https://news.a.example/12\n\n- One: https://a.example/1\n- Two: https://a.example/2\n',
  )
  expect(html).toMatch(/<p style="[^"]*700 20px[^"]*"><a href="https:\/\/news\.a\.example\/12"/)
  expect(html).toMatch(/<ul style="[^"]*padding-right:24px"><li [^>]*><a href="https:\/\/a\.example\/1"/)
})

test('an address of several lines has them as it was written', () => {
  const { text, html } = writeLetter({ ...LETTER, foot: ['12 Harbour Road\nKeelung 200'] })
  expect(text).toContain('-- \n12 Harbour Road\nKeelung 200\n')
  expect(html).toContain('<span dir="auto">12 Harbour Road<br>Keelung 200</span>')
})

test('what stands for a picture that is not loaded is no paragraph', () => {
  expect(writeLetter(LETTER).html).toMatch(/\.note img\{[^}]*color:#6b655a;font:15px/)
})
