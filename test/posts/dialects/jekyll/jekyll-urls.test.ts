import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { readYaml } from '../../../../src/posts/data-languages.ts'
import { openSite } from '../../../../src/sources/content-folder.ts'
import { aFolder, configIn } from '../../../sources/a-folder.ts'

interface Case {
  with?: string
  without?: boolean
  url?: string
  date?: string
}

const folder = new URL('../../../golden/posts/jekyll-urls/', import.meta.url)
const goldens = readdirSync(folder).map((name) => {
  const golden = readYaml(readFileSync(new URL(name, folder), 'utf8')) as {
    config: string
    posts: Record<string, Case>[]
  }
  const cases = golden.posts.flatMap((post) => Object.entries(post))
  const files = Object.fromEntries(
    cases.map(([path, { with: fields = '', without }]) => [path, without ? 'Text\n' : `---\n${fields}\n---\nText\n`]),
  )
  const live = Object.fromEntries(cases.flatMap(([path, { url, date }]) => (url ? [[path, `${url} ${date}`]] : [])))
  return { name, config: golden.config, files, live }
})

describe.each(goldens)('$name', ({ config, files, live }) => {
  it('says what the golden file says', async () => {
    const url = `https://site.example${/^baseurl: (.*)$/m.exec(config)?.[1] ?? ''}/`
    const dir = aFolder({ ...files, '_config.yml': `url: https://site.example\n${config}` })
    const site = await openSite(
      configIn(dir, { source: dir, static: [] }, { url }),
      Temporal.Instant.from('2026-01-01T00:00Z'),
    )
    const posts = site.posts.filter(({ status }) => status === 'live')
    const found = posts.map(({ path, url: at, publishedAt: { instant, offset } }) => [
      path,
      `/${at.slice(url.length)} ${instant.toString({ timeZone: offset })}`,
    ])
    expect(Object.fromEntries(found)).toEqual(live)
  })
})

const hasThatJekyll = (() => {
  try {
    return execFileSync('jekyll', ['--version'], { encoding: 'utf8' }).includes('jekyll 4.')
  } catch {
    return false
  }
})()

const LIST = `---
---
{% for collection in site.collections %}{% if collection.output %}{% for doc in collection.docs %}{% if doc.date != site.time %}{{ doc.url }} {{ doc.date | date_to_xmlschema }} {{ doc.path }}
{% endif %}{% endfor %}{% endif %}{% endfor %}`

describe.skipIf(!hasThatJekyll)('the golden files against jekyll itself (skipped where it is not installed)', () => {
  it.each(goldens)('$name', ({ config, files, live }) => {
    const dir = realpathSync(mkdtempSync(join(tmpdir(), 'broadsheet-jekyll-')))
    try {
      for (const [path, text] of Object.entries({ ...files, '_config.yml': config, 'list.txt': LIST })) {
        mkdirSync(dirname(join(dir, path)), { recursive: true })
        writeFileSync(join(dir, path), text)
      }
      execFileSync('jekyll', ['build', '--quiet', '--disable-disk-cache'], { cwd: dir, stdio: 'ignore' })
      const listed = readFileSync(join(dir, '_site/list.txt'), 'utf8').trim().split('\n')
      const found = listed.map((line) => /^(\S+) (\S+) (.*)$/.exec(line)?.slice(1) ?? [])
      // Jekyll takes collections_dir off.
      const paths = Object.entries(live).map(([path, says]) => [path.replace(/^content\//, ''), says])
      expect(Object.fromEntries(found.map(([url, date, path]) => [path, `${url} ${date}`]))).toEqual(
        Object.fromEntries(paths),
      )
    } finally {
      rmSync(dir, { recursive: true })
    }
  })
})
