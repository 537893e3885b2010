import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { runCompiled } from '../cli/a-publication.ts'
import { CORPORA, hasCorpora } from '../corpora.ts'
import { hasXmllint, xmllintFiles } from '../feeds/other-readers.ts'
import type { Finding } from '../feeds/w3c/findings.ts'
import { w3cFindings } from '../feeds/w3c/w3c-rules.ts'

/** Each with the folder of its posts, and how many there are at least. Other generators' posts are read as a Hugo site's. */
const SITES = [
  { corpus: 'hugo-coderzh', source: 'content', least: 300 },
  { corpus: 'hugo-letsencrypt', source: 'content', least: 120 },
  { corpus: 'hugo-docs', source: 'content', least: 200 },
  { corpus: 'zola-rust', source: 'content', least: 200 },
  { corpus: 'jekyll-jekyll', source: '_posts', least: 50 },
  { corpus: 'eleventy-11ty', source: 'src/blog', least: 60 },
  { corpus: 'eleventy-base', source: 'content', least: 5 },
  { corpus: 'astro-starter', source: 'src/content/blog', least: 3 },
]

/** The site's feed is all that is in it, and so is each of its sections', tags' and languages'. */
const SETTINGS = `
[feeds]
entries = 1000
`

describe.skipIf(!hasCorpora)('feeds of real sites (skipped where BROADSHEET_CORPORA is missing)', () => {
  it.each(SITES)('$corpus: nothing that the W3C validator would say, and twice the same bytes', async (site) => {
    const dir = datedCopy(join(CORPORA, site.corpus), site.source)
    const { exitCode, stdout, stderr } = await runCompiled(dir, ['build'])
    expect(exitCode, stderr + stdout).toBe(0)
    const out = join(dir, 'dist/site')
    const documents = namesIn(out).filter((name) => /\.xml$/.test(name) && !name.endsWith('opml.xml'))
    const texts = documents.map((name) => readFileSync(join(out, name), 'utf8'))
    const ids = texts.flatMap((text) => text.match(/(?<=<id>)[^<]+/g) ?? [])
    expect(new Set(ids).size).toBeGreaterThanOrEqual(site.least)
    expect(
      Object.fromEntries(withoutRepeats(texts).flatMap((text, i) => findingsIn(documents[i] ?? '', text))),
    ).toEqual({})
    if (hasXmllint) expect(xmllintFiles(documents.map((name) => join(out, name)))).toBe('')

    const again = join(dir, 'again')
    expect((await runCompiled(dir, ['build', '--out', again])).exitCode).toBe(0)
    expect(namesIn(again)).toEqual(namesIn(out))
    const differing = namesIn(out).filter(
      (name) => !readFileSync(join(again, name)).equals(readFileSync(join(out, name))),
    )
    expect(differing).toEqual([])
  })
})

/** An entry is the same in every document, and judged in the first that it is in. */
function withoutRepeats(texts: string[]): string[] {
  const seen = new Set<string>()
  return texts.map((text) =>
    text.replace(/<(entry|item)>[\s\S]*?<\/\1>/g, (entry) => (seen.has(entry) ? '' : seen.add(entry) && entry)),
  )
}

/** All but that plain words about HTML, in a title or a summary, look to the validator as if they held some. */
function findingsIn(name: string, text: string): [string, Finding[]][] {
  const said = w3cFindings(text).filter(
    ({ fault, where }) => fault !== 'html' || !/^entry\/(?:title|summary):/.test(where),
  )
  return said.length === 0 ? [] : [[name, said]]
}

/** A page without a date is given one: its words are what is tried here. */
function datedCopy(from: string, source: string): string {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'broadsheet-feeds-')))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  cpSync(from, dir, { recursive: true })
  for (const name of namesIn(join(dir, source)).filter((each) => /\.(?:md|markdown)$/.test(each))) {
    const file = join(dir, source, name)
    const text = readFileSync(file, 'utf8')
    const [head = ''] = /^(---|\+\+\+)\n[\s\S]*?\n\1/.exec(text) ?? []
    if (head === '' || /^date\b/m.test(head)) continue
    const line = head.startsWith('+') ? 'date = 2020-01-01' : 'date: 2020-01-01'
    const dated = text.replace('\n', () => `\n${line}\n`)
    writeFileSync(file, dated)
  }
  writeFileSync(join(dir, '.env'), `BROADSHEET_SECRET=${'x'.repeat(43)}\n`)
  const language = existsSync(join(dir, 'hugo.toml')) ? '' : 'language = "en"\n'
  writeFileSync(
    join(dir, 'broadsheet.toml'),
    `[site]\ntitle = "A site"\nurl = "https://site.example/"\n${language}\n[content]\nsource = "${source}"\ndialect = "hugo"\n${SETTINGS}`,
  )
  return dir
}

function namesIn(dir: string): string[] {
  const entries = readdirSync(dir, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  return files.map(({ parentPath, name }) => join(parentPath, name).slice(dir.length + 1)).sort()
}
