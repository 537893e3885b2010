import { dirname, resolve } from 'node:path'
import type { Config, InboxConfig, NewsletterConfig, SmtpConfig } from './config.ts'
import type { WrittenConfig } from './config-schema.ts'
import { sqliteFile } from './database-url.ts'
import { helloName } from './hello-name.ts'
import { moveTarget } from './moved-feeds.ts'
import { isLoopback } from './smtp-url.ts'

/** What was written → Config: what depends on several keys. An optional key is left out, not set to undefined: it is not in `--json` either. */
export function completeConfig(written: WrittenConfig, file: string): Config {
  const dir = dirname(file)
  const { site, newsletters } = written
  const web = { url: `http://127.0.0.1:${written.web.port}/`, ...written.web }
  const output = { ...written.output, url: written.output.url ?? web.url }
  const senders = newsletters.map(({ from }) => from.address)
  const hello = helloName(web.url, senders)
  const database = completeDatabase(written.database, dir)
  return {
    file,
    dir,
    ...written,
    output,
    feeds: completeFeeds(written.feeds, { siteUrl: site.url, outputUrl: output.url }),
    newsletters: newsletters.map((newsletter) => completeNewsletter(newsletter, site.title)),
    smtp: written.smtp.map((server) => completeSmtp(server, { dir, hello })),
    inboxes: written.inboxes.map(completeInbox),
    database,
    content: completeContent(written.content, dir, database.dataDir),
    web,
  }
}

function completeDatabase({ url, dataDir }: WrittenConfig['database'], dir: string): Config['database'] {
  const file = sqliteFile(url)
  return { url, dataDir: dataDir ?? (file === undefined ? resolve(dir, 'data') : dirname(file)) }
}

/** Posts of feeds are kept as files, and read as those of a folder are. */
function completeContent(content: WrittenConfig['content'], dir: string, dataDir: string): Config['content'] {
  const { source, ...rest } = content
  if (Array.isArray(source)) return { source: resolve(dataDir, 'feeds'), feeds: source, ...rest }
  return { source: source ?? resolve(dir, 'content'), ...(source !== undefined && { isNamed: true }), ...rest }
}

function completeFeeds(
  feeds: WrittenConfig['feeds'],
  { siteUrl, outputUrl }: { siteUrl: string; outputUrl: string },
): Config['feeds'] {
  const { icon, favicon, replyTo, ...rest } = feeds
  const moved = Object.entries(feeds.moved).map(([from, to]) => [from, moveTarget(to, outputUrl)])
  return {
    ...rest,
    moved: Object.fromEntries(moved),
    ...(icon && { icon: new URL(icon, siteUrl).href }),
    ...(favicon && { favicon: new URL(favicon, siteUrl).href }),
    ...(replyTo && { replyTo }),
  }
}

function completeNewsletter(written: WrittenConfig['newsletters'][number], siteTitle: string): NewsletterConfig {
  const { id, title = siteTitle, from, replyTo, schedule, schedules, ...rest } = written
  const all = schedules ?? (schedule ? { default: schedule } : {})
  return { id, title, from, ...(replyTo && { replyTo }), schedules: all, ...rest }
}

function completeSmtp(
  written: WrittenConfig['smtp'][number],
  { dir, hello }: { dir: string; hello: string | undefined },
): SmtpConfig {
  const { name, url, user, password, oauth, hello: ownHello = hello, tls, connections, rate: rates, ...rest } = written
  const use = { connections, rates, ...rest }
  if (url.kind === 'mailbox')
    return { name: name ?? 'mailbox', kind: 'mailbox', mailboxDir: resolve(dir, url.dir), tls: 'insecure', ...use }
  const { kind, host, port = defaultPort(kind, Boolean(user)) } = url
  return {
    name: name ?? host,
    kind,
    host,
    port,
    ...(user && { user, ...(password !== undefined && { password }) }),
    ...(oauth && { oauth }),
    ...(ownHello && { hello: ownHello }),
    tls: tls ?? (isLoopback(host) ? 'insecure' : 'required'),
    ...use,
  }
}

/** 993 is IMAP over TLS (RFC 8314 §3.2), 143 IMAP with STARTTLS. */
function completeInbox({ name, url, tls, ...rest }: WrittenConfig['inboxes'][number]): InboxConfig {
  const { kind, host, port = kind === 'imaps' ? 993 : 143, folder } = url
  return {
    name: name ?? host,
    kind,
    host,
    port,
    folder,
    ...rest,
    tls: tls ?? (isLoopback(host) ? 'insecure' : 'required'),
  }
}

/** 465 is submission over TLS, 587 submission with STARTTLS (RFC 8314 §3); 25 takes mail without a login (RFC 5321). */
function defaultPort(kind: 'smtp' | 'smtps', hasLogin: boolean): number {
  if (kind === 'smtps') return 465
  return hasLogin ? 587 : 25
}
