import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { contentSource } from '../../../../src/posts/content-source.ts'
import { readToml, readYaml } from '../../../../src/posts/data-languages.ts'
import { hugoDialect } from '../../../../src/posts/dialects/hugo/hugo-dialect.ts'
import { readPost } from '../../../../src/posts/read-post.ts'
import { siteOf } from './a-site.ts'

interface Golden {
  config: string
  /** Section pages, which make a nested folder a section. */
  sections?: string[]
  pages: Record<string, { url: string; with?: Record<string, unknown> }>[]
}

const folder = new URL('../../../golden/posts/hugo-urls/', import.meta.url)
const goldens = readdirSync(folder).map((name) => {
  const { config, sections = [], pages } = readYaml(readFileSync(new URL(name, folder), 'utf8')) as Golden
  const cases = pages
    .flatMap((page) => Object.entries(page))
    .map(([file, { url, with: fields }]) => ({
      path: `content/${file}`,
      source: `${JSON.stringify({ date: '2024-02-05 09:00:00', ...fields })}\n\nText\n`,
      url,
    }))
  return { name, config, sections: sections.map((path) => `content/${path}`), cases }
})

describe.each(goldens)('$name', ({ config, sections, cases }) => {
  const site = siteOf(readToml(config) as Record<string, unknown>)
  const dialect = hugoDialect(site, [...sections, ...cases.map(({ path }) => path)])

  it.each(cases)('$path → $url', ({ path, source, url }) => {
    const place = dialect.place(path) ?? expect.fail('no place')
    const { page } = readPost(
      { source: contentSource(Buffer.from(source)), place, path, file: path },
      dialect,
      Temporal.Instant.from('2026-01-01T00:00Z'),
    )
    expect(page?.url).toBe(new URL(url, site.baseUrl).href)
  })
})

const hasThatHugo = (() => {
  try {
    return execFileSync('hugo', ['version'], { encoding: 'utf8' }).includes('v0.111.')
  } catch {
    return false
  }
})()

describe.skipIf(!hasThatHugo)('the golden files against hugo 0.111 itself (skipped where it is not installed)', () => {
  it.each(goldens)('$name', ({ config, sections, cases }) => {
    const dir = mkdtempSync(join(tmpdir(), 'broadsheet-hugo-'))
    const write = (path: string, text: string) => {
      mkdirSync(dirname(join(dir, path)), { recursive: true })
      writeFileSync(join(dir, path), text)
    }
    try {
      write('config.toml', config)
      for (const path of sections) write(path, '---\ntitle: S\n---\n')
      for (const { path, source } of cases) write(path, source)
      const listed = parse(
        execFileSync('hugo', ['list', 'all'], { cwd: dir, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
        {
          columns: true,
        },
      ) as { path: string; permalink: string }[]
      const paths = Object.fromEntries(listed.map(({ path, permalink }) => [path, new URL(permalink).pathname]))
      expect(paths).toEqual(Object.fromEntries(cases.map(({ path, url }) => [path, url])))
    } finally {
      rmSync(dir, { recursive: true })
    }
  })
})
