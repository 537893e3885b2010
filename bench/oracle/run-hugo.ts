import { execFile } from 'node:child_process'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { promisify } from 'node:util'
import type { Temporal } from 'temporal-polyfill'
import { findHugo } from './hugo-version.ts'
import { FIRST_LINE } from './layouts.ts'

/** A page as Hugo itself sees it. */
export interface HugoPage {
  /** Below the site's folder, with forward slashes: `content/posts/a.md`. */
  file: string
  languageKey: string
  isDraft: boolean
  permalink: string
  /** RFC 3339 with the offset; the year 1 where there is none. */
  date: string
  publishDate: string
  lastmod: string
  expiryDate: string
  title: string
  /** Front matter after cascades, keys in lower case. */
  params: Record<string, unknown>
  /** HTML. */
  content: string
  /** HTML, or plain text where Hugo made it itself. */
  summary: string
  /** By `<!--more-->`. */
  isDivided: boolean
}

export class HugoFailed extends Error {
  override readonly name = 'HugoFailed'
  /** It was ended, and has not said what is wrong. */
  readonly isTooSlow: boolean

  constructor(message: string, isTooSlow = false) {
    super(message)
    this.isTooSlow = isTooSlow
  }
}

/** In minutes; a template may never end. */
const LONGEST_RUN = 5

export interface HugoRun {
  baseUrl?: string
  now: Temporal.Instant
  /** Drafts, pages of the future and expired ones too. */
  all?: boolean
}

/** Builds a site that copySite made and reads the pages that Hugo would publish at `now`. Throws MissingTool, HugoFailed. */
export async function runHugo(site: string, { baseUrl, now, all = false }: HugoRun): Promise<HugoPage[]> {
  const hugo = await findHugo()
  const target = join(site, all ? 'public-all' : 'public')
  const args = ['--clock', now.toString({ smallestUnit: 'second' }), '--destination', target]
  if (baseUrl) args.push('--baseURL', baseUrl)
  if (all) args.push('--buildDrafts', '--buildFuture', '--buildExpired')
  const run = promisify(execFile)(hugo, args, {
    cwd: site,
    env: await environmentFor(site),
    maxBuffer: 64 * 1024 * 1024,
    timeout: LONGEST_RUN * 60_000,
    killSignal: 'SIGKILL',
  })
  await run.catch((error: Error & { stdout?: string; stderr?: string; killed?: boolean }) => {
    if (error.killed) throw new HugoFailed(`hugo did not end within ${LONGEST_RUN} minutes.`, true)
    const said = `${error.stdout ?? ''}${error.stderr ?? ''}`
      .split('\n')
      .filter((line) => /error|failed|^\s*\*/i.test(line))
    throw new HugoFailed(`hugo failed: ${said.join('\n') || error.message}`)
  })
  return (await homePages(target)).flatMap((text) => pagesIn(text, site))
}

/** Without a history Hugo fails where a site asks for it; Broadsheet passes over it. */
async function environmentFor(site: string): Promise<NodeJS.ProcessEnv> {
  const hasGit = await stat(join(site, '.git')).then(Boolean, () => false)
  return {
    ...process.env,
    ...AS_WRITTEN,
    ...(hasGit ? GIT_NAMES : { HUGO_ENABLEGITINFO: 'false' }),
  }
}

/** Else Hugo rewrites what looks like an address in the pages that are printed, in code samples too; and asks nobody else. */
const AS_WRITTEN = {
  HUGO_CANONIFYURLS: 'false',
  HUGO_RELATIVEURLS: 'false',
  HUGO_SECURITY_HTTP_URLS: 'none',
  HUGO_IGNOREERRORS: 'error-disable-taxonomy',
}

/** Git writes 世界.md as it is; else Hugo finds no commit of it. */
const GIT_NAMES = { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'core.quotepath', GIT_CONFIG_VALUE_0: 'off' }

/** One for each language: at the root or in a folder of the language's name. */
async function homePages(dir: string): Promise<string[]> {
  const names = await readdir(dir, { withFileTypes: true })
  const folders = [dir, ...names.filter((name) => name.isDirectory()).map(({ name }) => join(dir, name))]
  const texts = await Promise.all(folders.map((folder) => readFile(join(folder, 'index.html'), 'utf8').catch(() => '')))
  return texts.filter((text) => text.startsWith(FIRST_LINE))
}

function pagesIn(text: string, site: string): HugoPage[] {
  const lines = text
    .split('\n')
    .slice(1)
    .filter((line) => line.trim() !== '')
  const pages = lines.map((line) => JSON.parse(line) as HugoPage)
  // One that is listed and not rendered has no address.
  return pages
    .filter(({ permalink }) => permalink !== '')
    .map((page) => ({ ...page, file: relative(site, page.file).normalize('NFC') }))
}
