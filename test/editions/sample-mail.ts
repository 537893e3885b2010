import { readdirSync, readFileSync } from 'node:fs'
import { Temporal } from 'temporal-polyfill'
import type { MailPost, TemplateFiles, VariantInput } from '../../src/editions/variant-input.ts'
import { PREFERENCES_PLACEHOLDER, TOKEN_PLACEHOLDER } from '../../src/subscribers/token.ts'

export const UNSUBSCRIBE = `https://news.lantern.example/unsubscribe/${TOKEN_PLACEHOLDER}`

export const PREFERENCES = `https://news.lantern.example/preferences/${PREFERENCES_PLACEHOLDER}`

/** The templates that Broadsheet brings. */
export const TEMPLATES: TemplateFiles = new Map(
  readdirSync('templates', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.mjml'))
    .map((name) => [name.replaceAll('\\', '/'), readFileSync(`templates/${name}`, 'utf8')]),
)

export const keeper: MailPost = {
  id: 'path:posts/keeper.md@2026-11-14',
  url: 'https://lantern.example/posts/keeper/',
  title: 'How a lighthouse keeps time & tide',
  publishedAt: { instant: Temporal.Instant.from('2026-11-14T01:00:00Z'), offset: '+08:00' },
  summary:
    'Before radio, a ship’s master set his watch by the flash of a lamp. The keeper’s whole art was to make that flash come on time.',
  html: '<p>Before radio, a ship’s master set his watch by the <a href="https://lantern.example/lamps/">flash of a lamp</a>.</p><pre><code>wind(weight)\n\n    trim(wick)</code></pre>',
  text: 'Before radio, a ship’s master set his watch by the flash of a lamp [1].\n\n    wind(weight)\n\n        trim(wick)\n\n[1] https://lantern.example/lamps/',
  language: 'en',
  cover: {
    url: 'https://news.lantern.example/pictures/5d41402a.png',
    width: 1200,
    height: 600,
    alt: 'A lighthouse at dusk',
  },
  tags: ['lights'],
  readingMinutes: 4,
}

export const memory: MailPost = {
  id: 'path:posts/pim.md@2026-11-16',
  url: 'https://lantern.example/posts/pim/',
  title: '把運算搬進記憶體裡',
  publishedAt: { instant: Temporal.Instant.from('2026-11-15T23:00:00Z'), offset: '+08:00' },
  summary: '資料離處理器太遠，是今天電腦最大的浪費。我們用一塊開發板試了三個晚上，寫下所見。',
  html: '<p><strong>記憶體內運算（PIM）</strong>技術讓資料不必出門旅行。</p>',
  text: '記憶體內運算（PIM）技術讓資料不必出門旅行。',
  language: 'zh-Hant-TW',
  tags: ['電腦'],
}

export const bread: MailPost = {
  id: 'path:posts/bread.md@2026-11-12',
  url: 'https://lantern.example/posts/bread/',
  title: 'לחם של מגדלור',
  publishedAt: { instant: Temporal.Instant.from('2026-11-12T01:00:00Z'), offset: '+02:00' },
  summary: 'השומר אפה פעם בשבוע, כי העלייה במדרגות עם שק קמח היא עבודה של בוקר שלם.',
  html: '<p>השומר אפה פעם בשבוע.</p>',
  text: 'השומר אפה פעם בשבוע.',
  language: 'he',
  tags: [],
  readingMinutes: 2,
}

export function sampleMail(posts: MailPost[], language = 'en', more: Partial<VariantInput> = {}): VariantInput {
  return {
    site: {
      title: 'The Lantern',
      url: 'https://lantern.example/',
      language,
      timezone: 'Asia/Taipei',
      author: { name: 'Mei' },
      postalAddress: '12 Harbour Road\nKeelung 200, Taiwan',
    },
    newsletter: { id: 'weekly', title: 'The Lantern, weekly', template: 'digest' },
    date: Temporal.Instant.from('2026-11-16T01:00:00Z'),
    number: 12,
    posts,
    mask: 2 ** posts.length - 1,
    links: {
      unsubscribe: UNSUBSCRIBE,
      preferences: PREFERENCES,
      archive: 'https://news.lantern.example/archive/weekly/12/',
    },
    templates: TEMPLATES,
    ...more,
  }
}
