import { dirname, resolve } from 'node:path'
import type { Config, NewsletterConfig, SmtpConfig } from './config.ts'
import type { WrittenConfig } from './config-schema.ts'
import { helloName } from './hello-name.ts'
import { moveTarget } from './moved-feeds.ts'
import type { OauthConfig } from './oauth.ts'
import { isLoopback } from './smtp-url.ts'

/** What was written → Config: paths made absolute against the file's folder, defaults that depend on other keys filled in. */
export function completeConfig(written: WrittenConfig, file: string): Config {
  const dir = dirname(file)
  const { site, content, web } = written
  const webUrl = web.url ?? `http://127.0.0.1:${web.port}/`
  const hello = helloName(
    webUrl,
    written.newsletters.map(({ from }) => from.address),
  )
  const outputUrl = written.output.url ?? webUrl
  return {
    file,
    dir,
    site: {
      title: site.title,
      url: site.url,
      language: site.language,
      timezone: site.timezone,
      ...given('author', site.author && { name: site.author.name, ...given('email', site.author.email) }),
      ...given('description', site.description),
      ...given('postalAddress', site.postal_address),
    },
    content: {
      source: resolve(dir, content.source),
      dialect: content.dialect,
      ...given('permalink', content.permalink),
      static: content.static.map((folder) => resolve(dir, folder)),
      ...given('refresh', content.refresh),
      refreshTimeout: content.refresh_timeout,
      liveCheck: content.live_check,
      liveWait: content.live_wait,
    },
    output: { dir: resolve(dir, written.output.dir), url: outputUrl },
    feeds: { ...completeFeeds(written.feeds, site.url), moved: absoluteTargets(written.feeds.moved, outputUrl) },
    newsletters: written.newsletters.map((newsletter) => completeNewsletter(newsletter, site.title)),
    smtp: written.smtp.map((smtp) => completeSmtp(smtp, dir, hello)),
    dkim: written.dkim.map(({ domain, selector, key }) => ({ domain, selector, keyFile: resolve(dir, key) })),
    delivery: {
      uncertain: written.delivery.uncertain,
      pauseAbove: written.delivery.pause_above,
      limits: lowerCaseKeys(written.delivery.limits),
    },
    operator: given('notify', written.operator.notify),
    database: { url: `sqlite:${resolve(dir, written.database.url.slice('sqlite:'.length))}` },
    web: {
      url: webUrl,
      host: web.host,
      port: web.port,
      secrets: web.secrets,
      trustProxy: web.trust_proxy,
      probe: web.probe === 'on',
      logFeeds: web.log_feeds,
    },
  }
}

function completeFeeds({ reply_to: replyTo, icon, favicon, ...feeds }: WrittenConfig['feeds'], siteUrl: string) {
  return {
    ...feeds,
    ...given('icon', icon && new URL(icon, siteUrl).href),
    ...given('favicon', favicon && new URL(favicon, siteUrl).href),
    ...given('replyTo', replyTo),
  }
}

function completeNewsletter(written: WrittenConfig['newsletters'][number], siteTitle: string): NewsletterConfig {
  return {
    id: written.id,
    title: written.title ?? siteTitle,
    from: written.from,
    ...given('replyTo', written.reply_to),
    schedules: written.schedules ?? (written.schedule ? { default: written.schedule } : {}),
    select: written.select,
    template: written.template,
    approve: written.approve,
    maxLateness: written.max_lateness,
    ...given('spread', written.spread),
  }
}

function completeSmtp(written: WrittenConfig['smtp'][number], dir: string, hello: string | undefined): SmtpConfig {
  const { url, connections, weight } = written
  const courtesy = {
    connections,
    rates: written.rate,
    weight,
    senders: written.senders.map(lowerCase),
    domains: written.domains.map(lowerCase),
    warmUp: written.warm_up,
    ...given('messages', written.messages),
  }
  if (url.kind === 'mailbox') {
    const name = written.name ?? 'mailbox'
    return { name, kind: 'mailbox', mailboxDir: resolve(dir, url.dir), tls: 'insecure', ...courtesy }
  }
  return {
    name: written.name ?? url.host,
    kind: url.kind,
    host: url.host,
    port: url.port ?? defaultPort(url.kind, Boolean(written.user)),
    ...(written.user ? { user: written.user, ...given('password', written.password) } : {}),
    ...given('oauth', written.oauth && completeOauth(written.oauth)),
    ...given('hello', written.hello ?? hello),
    tls: written.tls ?? (isLoopback(url.host) ? 'insecure' : 'required'),
    ...courtesy,
  }
}

function completeOauth(written: NonNullable<WrittenConfig['smtp'][number]['oauth']>): OauthConfig {
  return {
    tokenUrl: written.token_url,
    clientId: written.client_id,
    ...given('clientSecret', written.client_secret),
    ...given('refreshToken', written.refresh_token),
    ...given('scope', written.scope),
  }
}

/** 465 is submission over TLS, 587 submission with STARTTLS (RFC 8314 §3); 25 takes mail without a login (RFC 5321). */
function defaultPort(kind: 'smtp' | 'smtps', hasLogin: boolean): number {
  if (kind === 'smtps') return 465
  return hasLogin ? 587 : 25
}

function absoluteTargets(moved: Record<string, string>, outputUrl: string): Record<string, string> {
  return Object.fromEntries(Object.entries(moved).map(([from, to]) => [from, moveTarget(to, outputUrl)]))
}

function lowerCase(text: string): string {
  return text.toLowerCase()
}

function lowerCaseKeys<Value>(record: Record<string, Value>): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [lowerCase(key), value]))
}

/** An optional key is left out, not set to undefined: what is not configured is not there in `--json` or a comparison either. */
function given<Key extends string, Value>(key: Key, value: Value | undefined): { [key in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { [key in Key]?: Value })
}
