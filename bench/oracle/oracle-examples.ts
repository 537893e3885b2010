import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Temporal } from 'temporal-polyfill'
import { openSite } from '../../src/sources/content-folder.ts'
import { readHugoSite } from '../../src/sources/engines/hugo/hugo-site.ts'
import { writeHome } from './layouts.ts'
import { configFor, STAND_IN } from './oracle-site.ts'
import { type Example, readExamples } from './read-examples.ts'
import { HugoFailed, runHugo } from './run-hugo.ts'
import { type ShownParts, shownParts } from './shown-parts.ts'
import { shownBody, shownHtml } from './shown-tree.ts'

/** An example of which Hugo and Broadsheet say different words, or in which elements or addresses differ. */
export interface ExampleDifference {
  name: string
  markdown: string
  what: keyof ShownParts
  hugo: string
  ours: string
}

export interface ExamplesVerdict {
  count: number
  /** Such as where ours is not what the example says. */
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
  await writeHome(site)
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
    const [hugos, right] = [page.content, example.html].map((html) => shownParts(shownHtml(html, page)))
    const ours = shownParts(shownBody(body))
    for (const what of ['text', 'elements', 'links', 'pictures'] as const) {
      const [hugo = '', own, said] = [hugos?.[what], ours[what], right?.[what]]
      // An older Hugo is behind its own engine's examples.
      if (hugo !== own && own !== said) differences.push({ ...example, what, hugo, ours: own })
    }
  }
  return differences
}
