import { cp, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { EleventySite } from '../../../src/posts/dialects/eleventy/eleventy-site.ts'
import { marksIn } from '../../../src/posts/dialects/liquid-marks.ts'

/** What a site's configuration adds, which is not run: names that its pages use. */
export interface SiteStubs {
  filters: string[]
  shortcodes: string[]
  /** Those with an end. */
  paired: string[]
}

const LEFT_OUT = new Set(['_site', '.git', 'node_modules', 'package.json', 'package-lock.json'])
const CONFIG = /^(?:\.eleventy\.js|eleventy\.config\.[cm]?[jt]s)$/
const PAGE = /\.(?:md|html|njk|liquid)$/

/** A site's pages, includes and data, to be built anywhere: without layouts, and without what its configuration brings. */
export async function copySite(dir: string, target: string, site: EleventySite): Promise<SiteStubs> {
  const isKept = (path: string) => !LEFT_OUT.has(basename(path)) && !CONFIG.test(basename(path))
  await cp(dir, target, { recursive: true, preserveTimestamps: true, filter: isKept })
  const names = (await readdir(target, { recursive: true })).sort()
  const used = { filters: new Set<string>(), shortcodes: new Set<string>(), ends: new Set<string>() }
  for (const name of names) {
    const file = join(target, name)
    if (!(await stat(file)).isFile()) continue
    if (/\.json$|\.11tydata\.[cm]?js$/.test(name)) await rewrite(file, withoutLayoutKey)
    if (!PAGE.test(name)) continue
    // Lists and the like need all that is not here.
    if (!name.endsWith('.md') && !name.startsWith(site.includes)) await rewrite(file, () => '')
    const text = await rewrite(file, (source) => source.replace(/^layout:.*\n/m, ''))
    await makeIncludes(text, join(target, site.includes))
    for (const mark of marksIn(text)) {
      if (mark.kind === 'filter') used.filters.add(mark.name)
      else if (mark.name.startsWith('end')) used.ends.add(mark.name.slice('end'.length))
      else used.shortcodes.add(mark.name)
    }
  }
  return {
    filters: [...used.filters],
    shortcodes: [...used.shortcodes].filter((name) => !used.ends.has(name)),
    paired: [...used.shortcodes].filter((name) => used.ends.has(name)),
  }
}

function withoutLayoutKey(source: string): string {
  return source.replace(/^\s*["']?layout["']?\s*:\s*["'][^"'\n]*["'],?[ \t]*$/m, '').replace(/,(\s*\}\s*)$/, '$1')
}

async function rewrite(file: string, change: (text: string) => string): Promise<string> {
  const text = change(await readFile(file, 'utf8'))
  await writeFile(file, text)
  return text
}

/** An include that is not there prints nothing. */
async function makeIncludes(text: string, dir: string): Promise<void> {
  for (const [, name = ''] of text.matchAll(/\{%-?\s*include\s+["']([\w./-]+)["']/g)) {
    if (name.split('/').includes('..')) continue
    await mkdir(dirname(join(dir, name)), { recursive: true })
    await writeFile(join(dir, name), '', { flag: 'a' })
  }
}
