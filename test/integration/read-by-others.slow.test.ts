import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import PostalMime from 'postal-mime'
import { describe, expect, it } from 'vitest'
import { wordsFor } from '../../src/words/words-for.ts'
import { aPublication, type TestPublication } from '../cli/a-publication.ts'
import { hasCorpora, markdownFiles } from '../corpora.ts'
import { mailOutline } from '../editions/mail-outline.ts'
import { missingIn } from '../editions/words-shown.ts'
import { hasPython, readByPython } from '../messages/read-by-python.ts'

/** Each corpus, language, template and look with several of the other kinds. */
const EDITIONS = [
  ['hugo-letsencrypt/content/en/post', 'en', 'digest', 'classic'],
  ['hugo-letsencrypt/content/he/docs', 'he', 'post', 'modern'],
  ['hugo-letsencrypt/content/he/docs', 'he', 'digest', 'letter'],
  ['hugo-letsencrypt/content/zh-tw/docs', 'zh-Hant', 'plain-letter', 'letter'],
  ['hugo-coderzh/content/post', 'zh-Hans', 'digest', 'modern'],
  ['hugo-coderzh/content/post', 'zh-Hans', 'post', 'classic'],
  ['hugo-docs/content', 'ar', 'post', 'letter'],
  ['zola-rust/content', 'de', 'plain-letter', 'modern'],
  ['jekyll-jekyll/_posts', 'ja', 'plain-letter', 'classic'],
] as const

const NAME = 'Der “Leuchtturm”, 灯台 & מגדלור'

describe.skipIf(!(hasCorpora && hasPython))(
  'an edition of real posts (skipped where BROADSHEET_CORPORA or python3 is missing)',
  () => {
    it.each(EDITIONS)('%s, in %s, by %s, in the look %s: two other programs read all of it', async (...edition) => {
      const mail = await mailOf(...edition)
      const [byPostal, byPython] = [await PostalMime.parse(mail), readByPython(mail)]

      expect(byPython.defects).toEqual([])
      expect(byPython.parts.slice(0, 2)).toEqual(['text/plain utf-8', 'text/html utf-8'])
      expect(byPostal.subject).toBe(byPython.subject)
      expect(byPostal.subject).toContain(titleIn(byPython.html))
      expect(byPostal.from).toEqual({ name: NAME, address: 'news@lantern.example' })
      expect(byPython.from).toContain('<news@lantern.example>')
      expect(lines(byPostal.html)).toBe(lines(byPython.html))
      expect(lines(byPostal.text)).toBe(lines(byPython.text))
      // The masthead counts the posts, which the text part lists by title.
      const count = wordsFor(edition[1]).mail.postCount(SPREAD.length)
      expect(missingIn(byPython.text, byPython.html, count)).toEqual([])
    })
  },
)

async function mailOf(corpus: string, language: string, template: string, look: string): Promise<Buffer> {
  const publication = aPublication({
    ...postsOf(corpus),
    'broadsheet.toml': settings(language, template),
    'templates/theme.toml': `look = "${look}"\n`,
    'hugo.toml': `baseURL = "https://lantern.example/"\nlanguageCode = "${language}"\n`,
    ...NO_OTHERS,
  })
  await did(publication, 'subscribers', 'add', 'ada@example.com', '--newsletter', 'weekly')
  await did(publication, 'adopt', '--before', '1990-01-01')
  await did(publication, 'send', 'weekly', '--yes', '--now')
  const folder = join(publication.dir, 'mail')
  const [only, ...others] = readdirSync(folder).filter((name) => name.endsWith('.eml'))
  expect(others).toEqual([])
  return readFileSync(join(folder, only ?? expect.fail('no mail')))
}

async function did(publication: TestPublication, ...args: string[]): Promise<void> {
  const { exitCode, stderr } = await publication.compiled(...args)
  expect(exitCode, stderr).toBe(0)
}

/** Without the posts that a publication of the tests has else. */
const NO_OTHERS = Object.fromEntries(['ash', 'birch', 'cedar'].map((name) => [`content/posts/${name}.md`, '']))

/** Of a corpus' files by size: small, middling, large. */
const SPREAD = [0.2, 0.5, 0.75, 0.9]

function postsOf(corpus: string): Record<string, string> {
  const files = markdownFiles(corpus).filter((file) => !basename(file).startsWith('_'))
  const bySize = files.sort((a, b) => statSync(a).size - statSync(b).size || (a < b ? -1 : 1))
  const chosen = SPREAD.map((share) => bySize[Math.floor(share * bySize.length)] ?? expect.fail(`${corpus} is empty`))
  return Object.fromEntries(
    chosen.map((file, at) => [`content/posts/real-${at}.md`, dated(readFileSync(file, 'utf8'))]),
  )
}

/** Docs have no date: they become posts. */
function dated(text: string): string {
  if (/^(?:date|date =|date:).*/m.test(text)) return text
  return text.replace(/^(---|\+\+\+)\r?\n/, (fence, kind) => `${fence}date${kind === '---' ? ':' : ' ='} 2026-11-10\n`)
}

function settings(language: string, template: string): string {
  return `[site]
title = "The Lantern"
url = "https://lantern.example/"
language = "${language}"
timezone = "Asia/Taipei"
postal_address = "1 Harbour Road"

[content]
live_check = "off"

[[newsletters]]
id = "weekly"
title = "The Lantern"
from = '"Der “Leuchtturm”, 灯台 & מגדלור" <news@lantern.example>'
template = "${template}"

[[smtp]]
url = "mailbox:mail"

[web]
url = "https://news.lantern.example/"
secrets = ["a secret of this test, long enough"]

[subscribe]
`
}

/** What the mail is called after stands in its `<title>`. */
function titleIn(html: string): string {
  return /^title (.{1,20})/m.exec(mailOutline(html))?.[1] ?? expect.fail('no title')
}

function lines(text = ''): string {
  return text.replaceAll('\r\n', '\n').trimEnd()
}
