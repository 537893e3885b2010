import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Temporal } from 'temporal-polyfill'
import { eleventySite } from '../../../src/posts/dialects/eleventy/eleventy-config.ts'
import { readEleventySite } from '../../../src/sources/engines/eleventy/read-config.ts'
import { comparePages, configOf, type PagesVerdict } from '../compare-pages.ts'
import { copySite } from './copy-site.ts'
import { runEleventy } from './run-eleventy.ts'

const URL = 'https://site.example/'

/** Builds an Eleventy site with Eleventy, and compares. The site itself is only read. */
export async function oracleEleventy(dir: string, now: Temporal.Instant): Promise<PagesVerdict> {
  const scratch = await realpath(await mkdtemp(join(tmpdir(), 'broadsheet-oracle-')))
  try {
    const copy = join(scratch, 'site')
    const site = (await readEleventySite(dir))?.site ?? eleventySite('')
    const stubs = await copySite(dir, copy, site)
    const pages = await runEleventy(copy, site, stubs)
    return await comparePages(pages, configOf(copy, URL, 'eleventy', site.input || '.'), now)
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}
