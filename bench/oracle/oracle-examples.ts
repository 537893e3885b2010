import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Nodes, Root } from 'hast'
import type { Temporal } from 'temporal-polyfill'
import { eachElement } from '../../src/posts/each-element.ts'
import { property } from '../../src/posts/element.ts'
import { dropHidden } from '../../src/posts/markdown/hidden-elements.ts'
import { parseHtml } from '../../src/posts/markdown/parse-html.ts'
import { withLowerScheme } from '../../src/posts/scheme.ts'
import { openSite } from '../../src/sources/content-folder.ts'
import { readHugoSite } from '../../src/sources/hugo-site.ts'
import { explanationOf } from './known-differences.ts'
import { writeLayouts } from './layouts.ts'
import { configFor, STAND_IN } from './oracle-site.ts'
import { plainText } from './plain-text.ts'
import { type Example, readExamples } from './read-examples.ts'
import { HugoFailed, runHugo } from './run-hugo.ts'

/** An example of which Hugo and Broadsheet say different words, or in which addresses differ. */
export interface ExampleDifference {
  name: string
  markdown: string
  what: 'words' | 'addresses'
  hugo: string
  ours: string
}

export interface ExamplesVerdict {
  count: number
  /** Such as are in no list of known differences, and where ours is not what the example says. */
  differences: ExampleDifference[]
}

const SETTINGS = `baseURL = "${STAND_IN}"
disableKinds = ["taxonomy", "term", "RSS", "sitemap"]
[markup.goldmark.renderer]
unsafe = true
[markup.goldmark.parser.attribute]
block = true
`

/** Each example of a folder as a post of one site, through both engines. Throws MissingTool, HugoFailed. */
export async function oracleExamples(dir: string, now: Temporal.Instant): Promise<ExamplesVerdict> {
  const examples = await readExamples(dir)
  const site = await realpath(await mkdtemp(join(tmpdir(), 'broadsheet-examples-')))
  try {
    await writeSite(site, examples)
    return { count: examples.length, differences: await compareExamples(site, examples, now) }
  } finally {
    await rm(site, { recursive: true, force: true })
  }
}

async function writeSite(site: string, examples: Example[]): Promise<void> {
  await mkdir(join(site, 'content'), { recursive: true })
  await writeFile(join(site, 'hugo.toml'), SETTINGS)
  await writeLayouts(site, [])
  for (const [i, { markdown }] of examples.entries()) {
    await writeFile(join(site, 'content', `${i}.md`), `---\ntitle: E\ndate: 2024-01-01\n---\n${markdown}`)
  }
}

async function compareExamples(site: string, examples: Example[], now: Temporal.Instant): Promise<ExampleDifference[]> {
  const found = await readHugoSite(site)
  if (!found) throw new HugoFailed(`${site} has no Hugo configuration.`)
  const pages = new Map((await runHugo(site, { now })).map((page) => [page.file, page]))
  const opened = await openSite(configFor(site, STAND_IN, found.site), now)
  const differences: ExampleDifference[] = []
  for (const post of opened.posts) {
    const page = pages.get(`content/${post.path.split('/').at(-1)}`)
    const example = examples[Number.parseInt(post.path.split('/').at(-1) ?? '', 10)]
    const { body } = await opened.body(post)
    if (!page || !example || !body) continue
    const [content, said] = [page.content, example.html].map((html) => parseHtml(html)) as [Root, Root]
    dropHidden(content)
    const pairs = [
      ['words', plainText(content), plainText(body.tree), plainText(said)],
      ['addresses', ...[content, body.tree, said].map((tree) => addressesIn(tree, page.permalink))],
    ] as [ExampleDifference['what'], ...string[]][]
    for (const [what, hugo = '', ours = '', right] of pairs) {
      const isKnown = explanationOf({ file: page.file, what: 'text', hugo, ours }) !== undefined
      // An older Hugo is behind its own engine's examples.
      if (hugo !== ours && ours !== right && !isKnown) differences.push({ ...example, what, hugo, ours })
    }
  }
  return differences
}

/** In order, as a browser takes them; without what Hugo's and our footnotes write each in its own way. */
function addressesIn(tree: Nodes, base: string): string {
  const found: string[] = []
  if (tree.type !== 'root') return ''
  eachElement(tree, (node) => {
    const url = property(node, node.tagName === 'a' ? 'href' : 'src')
    if (!url || !['a', 'img'].includes(node.tagName)) return
    const whole = URL.canParse(url, base) ? new URL(url, base).href : url
    if (!/#fn(?:ref)?\d*:/.test(whole)) found.push(withLowerScheme(whole))
  })
  return found.join(' ')
}
