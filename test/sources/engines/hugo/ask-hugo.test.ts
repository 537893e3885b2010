import { chmodSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import { expect, it, vi } from 'vitest'
import { formatProblem } from '../../../../src/config/problem.ts'
import { openSite } from '../../../../src/sources/content-folder.ts'
import { faultIn } from '../../../../src/sources/engines/hugo/ask-hugo.ts'
import { aFolder, configIn } from '../../a-folder.ts'

const now = Temporal.Instant.from('2026-06-01T00:00:00Z')
const SITE = { 'hugo.toml': '', 'content/posts/a.md': '---\ntitle: A\ndate: 2026-01-01\n---\nText\n' }

/** What is said where `hugo` is this script; none where there is none. */
async function said(script?: string, site: Record<string, string> = SITE): Promise<string[]> {
  const bin = aFolder(script === undefined ? {} : { hugo: `#!/bin/sh\n${script}\n` })
  if (script !== undefined) chmodSync(join(bin, 'hugo'), 0o755)
  vi.stubEnv('PATH', script === undefined ? bin : `${bin}${delimiter}${process.env.PATH}`)
  try {
    const dir = aFolder(site)
    const problems = await (await openSite(configIn(dir), now)).askProgram()
    expect(readdirSync(dir).toSorted()).toEqual(['content', ...('hugo.toml' in site ? ['hugo.toml'] : [])])
    return problems.map(formatProblem)
  } finally {
    vi.unstubAllEnvs()
  }
}

it('is silent without Hugo, and about a site of no Hugo', async () => {
  expect(await said()).toEqual([])
  expect(await said('exit 1', { 'content/posts/a.md': SITE['content/posts/a.md'] })).toEqual([])
})

it('asks for the list in the site, and leaves nothing behind', async () => {
  const head = 'path,slug,title,date,expiryDate,publishDate,draft,permalink'
  const never = '0001-01-01T00:00:00Z'
  const lists = (path: string) =>
    `[ "$*" = "list all --environment production" ] && [ -f hugo.toml ] || exit 9
mkdir -p "$HUGO_PUBLISHDIR" "$HUGO_RESOURCEDIR"; touch .hugo_build.lock
printf '${head}\\n${path},,A,${never},${never},${never},false,https://site.example/a/\\n'`
  expect(await said(lists('content/posts/a.md'))).toEqual([])
  expect(await said(lists('content/posts/b.md'))).toEqual([
    expect.stringMatching(/^content\/posts\/a\.md: .*Hugo does not publish it/),
  ])
})

it('knows what lies beside the site by its whole path, as Hugo lists it', async () => {
  const mounts = ['content', '../vault'].map((dir) => `[[module.mounts]]\nsource = "${dir}"\ntarget = "content"\n`)
  const text = SITE['content/posts/a.md']
  const dir = aFolder({ 'site/hugo.toml': mounts.join(''), 'site/content/a.md': text, 'vault/b.md': text })
  const rows = (path: string) => `path,draft,publishDate,expiryDate\ncontent/a.md,false,,\n${path},false,,`
  const bin = aFolder({ hugo: '#!/bin/sh\ncat "$LISTED"\n', good: rows(join(dir, 'vault/b.md')), bad: rows('b.md') })
  chmodSync(join(bin, 'hugo'), 0o755)
  vi.stubEnv('PATH', `${bin}${delimiter}${process.env.PATH}`)
  const config = configIn(join(dir, 'site'))
  const asked = async (list: string) => {
    vi.stubEnv('LISTED', join(bin, list))
    return (await (await openSite(config, now)).askProgram()).map(({ file }) => file)
  }
  expect(await asked('good')).toEqual([])
  expect(await asked('bad')).toEqual([join(dir, 'vault/b.md')])
  vi.unstubAllEnvs()
})

it('says so where Hugo fails', async () => {
  expect(await said("echo 'Start'; echo 'Error: module not found' >&2; exit 255")).toEqual([
    expect.stringContaining('module not found'),
  ])
})

it.each([
  [
    'Error: Error building sites "/s/hugo.yaml:1:1": failed to unmarshal YAML\n\n',
    '"/s/hugo.yaml:1:1": failed to unmarshal YAML',
  ],
  [
    'WARN  2026/11/30 09:00:00 found no layout\nERROR 2026/11/30 09:00:01 data file x.json: bad\nError: error building site: logged 1 error(s)',
    'data file x.json: bad',
  ],
  [
    'WARN  deprecated\nERROR render of "page" failed\nError: error building site: logged 1 error(s)',
    'render of "page" failed',
  ],
  ['go: downloading github.com/x/y\nError: module "github.com/x/y" not found.', 'module "github.com/x/y" not found'],
  ['Segmentation fault', 'Segmentation fault'],
  ['', 'it failed'],
])('gives what Hugo says of %j', (output, fault) => {
  expect(faultIn(output)).toBe(fault)
})
