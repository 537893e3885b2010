import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Temporal } from 'temporal-polyfill'
import { readJekyllSite } from '../../../src/sources/engines/jekyll/read-config.ts'
import { comparePages, configOf, type PagesVerdict } from '../compare-pages.ts'
import { copySite, JekyllFailed, runJekyll } from './run-jekyll.ts'

/** Builds a Jekyll site with Jekyll, and compares. The site itself is only read. */
export async function oracleJekyll(dir: string, now: Temporal.Instant): Promise<PagesVerdict> {
  const scratch = await realpath(await mkdtemp(join(tmpdir(), 'broadsheet-oracle-')))
  try {
    const copy = join(scratch, 'site')
    await copySite(dir, copy)
    const found = await readJekyllSite(copy)
    if (!found) throw new JekyllFailed(`${dir} has no Jekyll configuration.`)
    const pages = (await runJekyll(copy)).filter(({ isDated }) => isDated)
    const config = configOf(copy, found.site.baseUrl ?? 'https://site.example/', 'jekyll')
    return await comparePages(pages, config, now)
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}
