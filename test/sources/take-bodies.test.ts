import { appendFileSync, chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { feedHtml } from '../../src/bodies/for-feed.ts'
import { openCache } from '../../src/cache/open-cache.ts'
import type { Config } from '../../src/config/config.ts'
import { formatProblem } from '../../src/config/problem.ts'
import { NO_CACHE, readOnly, type SiteCache } from '../../src/sources/cached-texts.ts'
import { openSite } from '../../src/sources/content-folder.ts'
import { aFolder, configIn } from './a-folder.ts'

vi.mock('../../src/sources/program-limits.ts', () => ({
  PROGRAM_LIMITS: { withinMs: 1_500, mostBytes: 100_000, mostMade: 5_000 },
}))
afterEach(() => vi.unstubAllEnvs())

const now = Temporal.Instant.from('2026-06-01T00:00:00Z')
const post = (title: string, date: string) => `---\ntitle: ${title}\ndate: ${date}\n---\nOwn words of ${title}.\n`
const SITE = {
  'hugo.toml': 'baseURL = "https://lantern.example/"\n',
  'content/posts/a.md': post('A', '2026-01-02'),
  'content/posts/b.md': post('B', '2026-01-01'),
  'layouts/shortcodes/note.html': 'note',
}

/** Prints a page's HTML, as the layouts of a run do. */
const page = (file: string, html: string) =>
  `{"file":"'"$PWD"'/content/posts/${file}.md","url":"https://lantern.example/posts/${file}/","html":"${html}","before":""}`
const printing = (...lines: string[]) => `
for arg; do [ "$last" = --destination ] && target=$arg; last=$arg; done
[ "$1" = version ] && { echo "hugo v0.111.3 linux"; exit; }
echo run >> "$RUNS"
mkdir -p "$target"; printf '%s\\n' '{"broadsheet":"bodies"}' ${lines.map((line) => `'${line}'`).join(' ')} > "$target/broadsheet-bodies.html"`
const BOTH = printing(page('a', '<p>Hers A</p>'), page('b', '<p>Hers B</p>'))

/** A site beside a program that is this script. */
function aSite(script: string | undefined, files: Record<string, string> = SITE) {
  const bin = aFolder(script === undefined ? {} : { hugo: `#!/bin/sh\n${script}\n` })
  if (script !== undefined) chmodSync(join(bin, 'hugo'), 0o755)
  vi.stubEnv('PATH', script === undefined ? bin : `${bin}${delimiter}${process.env.PATH}`)
  vi.stubEnv('RUNS', join(bin, 'runs'))
  const dir = aFolder(files)
  const runs = () => {
    const isThere = readdirSync(bin).includes('runs')
    return isThere ? readFileSync(join(bin, 'runs'), 'utf8').split('\n').length - 1 : 0
  }
  return { dir, bin, runs }
}

function configOf(dir: string, content: Partial<Config['content']>): Config {
  return configIn(dir, { isNamed: true, source: join(dir, 'content'), ...content })
}

async function shownIn(dir: string, content: Partial<Config['content']>, cache: SiteCache = NO_CACHE) {
  const { posts, body, problems } = await openSite(configOf(dir, content), now, cache)
  const shown: string[] = []
  for (const each of posts) {
    const made = await body(each)
    shown.push(made.body ? feedHtml(made.body) : '')
  }
  return { shown, problems: problems.map(formatProblem) }
}

function aCache(dir: string): SiteCache {
  const cache = openCache(join(dir, 'cache'), 'this program')
  const [pages, origins, renderedEntries, bodies] = ['pages', 'origins', 'renderedEntries', 'bodies'].map(
    cache.namespace,
  )
  if (!pages || !origins || !renderedEntries || !bodies) throw new Error('no cache')
  return { pages, origins, renderedEntries, bodies }
}

const OWN = ['<p>Own words of A.</p>', '<p>Own words of B.</p>']
const HERS = ['<p>Hers A</p>', '<p>Hers B</p>']

describe('content.render', () => {
  it('own: no program is looked for', async () => {
    const { dir, runs } = aSite(BOTH)
    expect(await shownIn(dir, { render: 'own' })).toEqual({ shown: OWN, problems: [] })
    expect(runs()).toBe(0)
  })

  it('engine: the bodies are those of the program, and nothing is left in the folder', async () => {
    const { dir, runs } = aSite(BOTH)
    expect(await shownIn(dir, { render: 'engine' })).toEqual({ shown: HERS, problems: [] })
    expect(runs()).toBe(1)
    expect(readdirSync(dir).toSorted()).toEqual(['content', 'hugo.toml', 'layouts'])
  })

  it('engine: a post that the program does not have is rendered here, and named', async () => {
    const { dir } = aSite(printing(page('a', '<p>Hers A</p>')))
    const { shown, problems } = await shownIn(dir, { render: 'engine' })
    expect(shown).toEqual([HERS[0], OWN[1]])
    expect(problems).toEqual([expect.stringMatching(/^content\/posts\/b\.md: .*hugo made no body for the post/)])
  })

  it('auto: the same where the operator named the folder', async () => {
    const { dir } = aSite(BOTH)
    expect(await shownIn(dir, { render: 'auto' })).toEqual({ shown: HERS, problems: [] })
  })
})

describe('a program is not run unasked', () => {
  it('where nobody named the folder', async () => {
    const { dir, runs } = aSite(BOTH)
    const config = configOf(dir, { render: 'auto' })
    delete config.content.isNamed
    const { problems, posts, body } = await openSite(config, now)
    expect(problems.map(formatProblem)).toEqual([
      expect.stringContaining('content.source is not written in broadsheet.toml'),
    ])
    const made = await body(posts[0] as (typeof posts)[0])
    expect(made.body && feedHtml(made.body)).toBe(OWN[0])
    expect(runs()).toBe(0)
  })

  it('where the site lies above what was named', async () => {
    const { dir, runs } = aSite(BOTH, { ...SITE, 'content/posts/2026/c.md': post('C', '2026-01-03') })
    const config = {
      ...configOf(dir, { render: 'auto', source: join(dir, 'content/posts/2026') }),
      dir: join(dir, 'content/posts'),
    }
    const { problems } = await openSite(config, now)
    // It is not even found there: what is above broadsheet.toml's folder is nobody's business.
    expect([runs(), problems.filter(({ severity }) => severity === 'error')]).toEqual([0, []])
  })

  it('where anybody may write', async () => {
    const { dir, runs } = aSite(BOTH)
    chmodSync(dir, 0o777)
    const { shown, problems } = await shownIn(dir, { render: 'auto' })
    expect([shown, runs()]).toEqual([OWN, 0])
    expect(problems).toEqual([expect.stringContaining('anybody on this machine may write')])
  })
})

const FAULTS: [what: string, script: string | undefined, said: RegExp][] = [
  ['is not there', undefined, /hugo is not installed/],
  ['fails', 'echo "ERROR 2026/01/01 00:00:00 no such template" >&2; exit 1', /made no bodies: no such template/],
  ['hangs', '[ "$1" = version ] && exit; sleep 30 & wait', /took longer than 1\.5 seconds/],
  ['prints without end', '[ "$1" = version ] && exit; yes', /printed more than 98 kB/],
  ['makes too much', printing(page('a', 'x'.repeat(6_000))), /larger than 0 MB/],
  ['makes nothing', 'exit 0', /it made no page of bodies/],
  ['prints what nobody knows', printing('{"file":'), /not in a form that is known/],
]

describe.each(FAULTS)('a program that %s', (_, script, said) => {
  it('stops all under engine: nothing that readers have is changed', async () => {
    const { dir } = aSite(script)
    await expect(shownIn(dir, { render: 'engine' })).rejects.toThrow(said)
  })

  it('is a warning under auto', async () => {
    const { dir } = aSite(script)
    const { shown, problems } = await shownIn(dir, { render: 'auto' })
    expect(shown).toEqual(OWN)
    expect(problems).toEqual([expect.stringMatching(said)])
  })
})

it('a version older than the site wants', async () => {
  const toml = `${SITE['hugo.toml']}[module.hugoVersion]\nmin = "0.120.0"\n`
  const { dir, runs } = aSite(BOTH, { ...SITE, 'hugo.toml': toml })
  await expect(shownIn(dir, { render: 'engine' })).rejects.toThrow('the site asks for Hugo 0.120.0, and this is 0.111')
  expect(runs()).toBe(0)
})

it('a site whose program nobody knows how to ask', async () => {
  const { dir } = aSite(BOTH, { 'content/a.md': post('A', '2026-01-01') })
  const config = { dialect: 'plain' as const }
  await expect(shownIn(dir, { ...config, render: 'engine' })).rejects.toThrow('does not know how')
  expect((await shownIn(dir, { ...config, render: 'auto' })).problems).toEqual([
    expect.stringContaining('does not know how'),
  ])
})

describe('what the program made is kept', () => {
  it('until a file of the site changes, whichever', async () => {
    const { dir, runs } = aSite(BOTH)
    const cache = aCache(dir)
    const look = () => shownIn(dir, { render: 'engine' }, cache)
    expect([await look(), await look()].map(({ shown }) => shown)).toEqual([HERS, HERS])
    expect(runs()).toBe(1)
    appendFileSync(join(dir, 'layouts/shortcodes/note.html'), '!')
    await look()
    expect(runs()).toBe(2)
    writeFileSync(join(dir, 'content/posts/c.md'), post('C', '2026-02-01'))
    await look()
    rmSync(join(dir, 'content/posts/c.md'))
    await look()
    expect(runs()).toBe(4)
    await look()
    expect(runs()).toBe(4)
  })

  it('until another post is live', async () => {
    const { dir, runs } = aSite(BOTH, { ...SITE, 'content/posts/c.md': post('C', '2026-06-02') })
    const cache = aCache(dir)
    const config = configOf(dir, { render: 'engine' })
    await openSite(config, now, cache)
    await openSite(config, now.add({ hours: 1 }), cache)
    expect(runs()).toBe(1)
    await openSite(config, now.add({ hours: 48 }), cache)
    expect(runs()).toBe(2)
  })

  it('for who may only read it, who never runs anything', async () => {
    const { dir, runs } = aSite(BOTH)
    const cache = aCache(dir)
    await expect(shownIn(dir, { render: 'engine' }, readOnly(cache))).rejects.toThrow('no longer there')
    expect(runs()).toBe(0)
    await shownIn(dir, { render: 'engine' }, cache)
    expect((await shownIn(dir, { render: 'engine' }, readOnly(cache))).shown).toEqual(HERS)
    expect(runs()).toBe(1)
  })

  it('and one that is lost is made here, with a word', async () => {
    const { dir } = aSite(BOTH)
    const cache = aCache(dir)
    await shownIn(dir, { render: 'engine' }, cache)
    cache.bodies?.put(new Map([['content/posts/a.md', '<p>Another</p>']]))
    const { posts, body } = await openSite(configOf(dir, { render: 'engine' }), now, cache)
    const made = await body(posts[0] as (typeof posts)[0])
    expect(made.body && feedHtml(made.body)).toBe(OWN[0])
    expect(made.problems.map(formatProblem)).toEqual([expect.stringContaining('no longer in the cache')])
  })
})
