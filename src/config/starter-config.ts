import { stringify } from 'smol-toml'
import { parseBaseUrl } from './base-url.ts'
import type { DialectName } from './dialects.ts'
import { escapeEnvironment } from './environment.ts'
import { parseLanguage, parseTimeZone } from './locale.ts'
import { formatMailbox, isAddress } from './mailbox.ts'

/** A site's own settings, as far as they say who it is. Written by its author, in whatever way its engine takes. */
export interface SiteFacts {
  dialect: DialectName
  /** That can render its posts in Broadsheet's place. */
  program?: string
  title?: string
  baseUrl?: string
  language?: string
  timeZone?: string
  author?: { name?: string; email?: string }
  description?: string
  /** Those whose pages the site lists as its posts, none for all; why these, for a comment and at the end of a sentence. */
  sections?: { names: string[]; note: string; reason: string }
  /** Of a site that is known by its feeds: their addresses. */
  feeds?: string[]
  /** Folders below the site's, with forward slashes. */
  contentDir?: string
  staticDirs?: string[]
  /** Pattern of the posts' addresses, where no setting of the site has it. */
  permalink?: string
  /** Into which its own program builds it, below its folder; absent where that cannot be told. */
  outDir?: string
  /** Why the subscribers are kept where they are. */
  databaseNote?: string
}

/**
 * The first broadsheet.toml of a site: the keys that must be there and those worth a look, with a word on each.
 * It parses without a problem whatever the site says; each value that had to be guessed comes with a sentence.
 */
export function starterConfig(site: SiteFacts): { text: string; guesses: string[] } {
  const guesses: string[] = []
  const take = (found: string | undefined, guess: string, sentence: string): string => {
    if (found === undefined) guesses.push(sentence)
    return found ?? guess
  }
  const title = take(plainLine(site.title), 'My site', 'No title was found: write it as title in [site].')
  const baseUrl = site.baseUrl ? parseBaseUrl(site.baseUrl) : undefined
  const url = take(baseUrl, 'https://example.org/', 'No full base URL was found: write it as url in [site].')
  const sender = take(
    senderAt(url),
    'news@example.org',
    'No domain to send from was found: write from in [[newsletters]].',
  )
  const zone = parseTimeZone(site.timeZone ?? '')
  const timezone = take(
    zone,
    'UTC',
    'No time zone was found, so the schedule is in UTC: write yours as timezone in [site].',
  )
  const language = parseLanguage((site.language ?? 'en').replaceAll('_', '-')) ?? 'en'
  if (site.sections) {
    const folders = site.sections.names.map((section) => `${section}/`).join(', ')
    guesses.push(`The newsletter takes what is below ${folders}, ${site.sections.reason}: see select.`)
  }
  if (site.permalink !== undefined)
    guesses.push(`Posts are linked as ${site.permalink}: write what your site has as permalink in [content].`)
  const text = layOut({ title, url, language, timezone, from: formatMailbox({ name: title, address: sender }) }, site)
  return { text, guesses }
}

/** Where a site's subscribers are kept. Its own `data/` is no place for them: engines read what is there. */
export const OWN_DATA_DIR = 'broadsheet-data'

interface StarterValues {
  title: string
  url: string
  language: string
  timezone: string
  from: string
}

function layOut(values: StarterValues, site: SiteFacts): string {
  return `# How this site's posts become feeds and newsletters.
# Each key is explained in Broadsheet's docs/configuration.md; those not written here have good defaults.

[site]
title = ${toml(values.title)}
url = ${toml(values.url)}
language = ${toml(values.language)}
timezone = ${toml(values.timezone)}
${authorLine(site.author)}
${descriptionLine(site.description)}
# Printed at the foot of each mail; many countries ask for it.
# postal_address = "1 Harbour Road, Port Example"

[content]
${contentLines(site)}

${outputLines(site)}[[newsletters]]
id = "weekly"
title = ${toml(values.title)}
from = ${toml(values.from)}
schedule = "0 9 * * MON"         # minute, hour, day, month, day of the week, in the site's time zone; or "on publication"
${selectLine(site)}# approve = true                 # each edition waits for \`broadsheet approve\`

[[smtp]]
url = ${toml(`mailbox:${ownOutput(site)}/mail`)}        # a test mailbox: nothing leaves this machine
# To send for real, put SMTP_USER and SMTP_PASSWORD into .env and write instead:
# url = "smtp://smtp.example.org:587"
# user = "\${SMTP_USER}"
# password = "\${SMTP_PASSWORD}"
# hello = "news.example.org"       # by what name to say hello, where a server wants another than that of web.url

[database]
url = "sqlite:${OWN_DATA_DIR}/broadsheet.db"${comment(site.databaseNote)}

[web]
url = "http://127.0.0.1:3000/"   # where readers reach the service to unsubscribe; real newsletters need https
secrets = ["\${BROADSHEET_SECRET}"]
`
}

/** Its program empties the folder that it builds into, and a host publishes what lies there. */
function ownOutput({ outDir }: SiteFacts): string {
  return outDir === OUTPUT ? OWN_DATA_DIR : OUTPUT
}

const OUTPUT = 'dist'

function outputLines(site: SiteFacts): string {
  if (ownOutput(site) === OUTPUT) return ''
  return `[output]\ndir = ${toml(`${ownOutput(site)}/site`)}   # not in ${OUTPUT}, which your site's own program empties\n\n`
}

function contentLines({ feeds, contentDir, dialect, program, permalink, staticDirs, outDir }: SiteFacts): string {
  if (feeds) return `source = ${toml(feeds.length === 1 ? (feeds[0] ?? '') : feeds)}`
  const folders = staticDirs?.length ? staticDirs : ['static']
  const lines = `source = ${toml(contentDir || 'content')}\ndialect = ${toml(dialect)}\n`
  return `${lines}${renderLine(program)}${permalinkLine(permalink)}static = ${toml(folders)}${builtLine(outDir)}`
}

/** A string or list of strings as TOML that stands for itself. */
function toml(value: string | string[]): string {
  const literal = Array.isArray(value) ? value.map(escapeEnvironment) : escapeEnvironment(value)
  return stringify({ value: literal }).replace('value = ', '').trimEnd()
}

/** What else lies in the content folder, such as About, is no news of the site. */
function selectLine({ sections }: SiteFacts): string {
  const names = (sections?.names ?? []).flatMap((section) => plainLine(section) ?? [])
  return names.length > 0 ? `select = { sections = ${toml(names)} }${comment(sections?.note)}\n` : ''
}

function comment(note: string | undefined): string {
  return note === undefined ? '' : `   # ${note}`
}

function renderLine(program: string | undefined): string {
  return program === undefined
    ? ''
    : `# render = "engine"              # ${program} itself renders the posts, with all its shortcodes\n`
}

function permalinkLine(permalink: string | undefined): string {
  return permalink === undefined ? '' : `permalink = ${toml(permalink)}   # where a post is on your site\n`
}

function builtLine(outDir: string | undefined): string {
  if (outDir === undefined) return ''
  return `\n# built = ${toml(outDir)}                 # take the posts' texts from the site as it was built`
}

function descriptionLine(description: string | undefined): string {
  const line = plainLine(description)
  return line ? `description = ${toml(line)}` : '# description = "What the site is about, in a sentence"'
}

function authorLine(author: SiteFacts['author']): string {
  const name = plainLine(author?.name)
  if (!name) return '# author = { name = "Mei", email = "mei@example.org" }'
  const email = author?.email?.trim()
  const emailEntry = email && isAddress(email) ? `, email = ${toml(email)}` : ''
  return `author = { name = ${toml(name)}${emailEntry} }`
}

/** `news@` the site's host without its `www.`; undefined where that is no domain, as on a machine under development. */
function senderAt(url: string): string | undefined {
  const sender = `news@${new URL(url).hostname.replace(/^www\./, '')}`
  return isAddress(sender) && !url.startsWith('https://example.org/') ? sender : undefined
}

function plainLine(text: string | undefined): string | undefined {
  return text?.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim() || undefined
}
