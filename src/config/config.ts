import type { Temporal } from 'temporal-polyfill'
import type { OauthConfig } from './oauth.ts'
import type { Rate } from './rate.ts'

/** broadsheet.toml, complete: defaults filled in, environment variables taken, paths absolute. */
export interface Config {
  /** Absolute path of broadsheet.toml; `dir` is its folder. */
  file: string
  dir: string
  site: SiteConfig
  content: ContentConfig
  output: { dir: string /** Ends in a slash. */; url: string }
  feeds: FeedsConfig
  newsletters: NewsletterConfig[]
  smtp: SmtpConfig[]
  dkim: DkimConfig[]
  delivery: DeliveryConfig
  operator: { notify?: string }
  database: { /** `sqlite:` and an absolute path, or `postgres://…` (later). */ url: string }
  web: WebConfig
}

export interface FeedsConfig {
  /** How many of the newest posts a feed holds. */
  entries: number
  /** Whether the site's older posts are in pages of their own, to which its feed leads. */
  archive: boolean
  content: 'full' | 'summary'
  /** What new entries are known by: a `tag:` URI, or the URL that their post has then. */
  ids: 'tag' | 'url'
  /** Absolute URLs: a square picture, and one that is clear at 16 pixels. */
  icon?: string
  favicon?: string
  /** Plain text, and the URL of a licence. */
  rights?: string
  licence?: string
  /** Address to which a line below each post leads; everybody can read it. */
  replyTo?: string
  /** URL of a WebSub hub. */
  hub?: string
  /** Path below the output → format of the site's feed that is written there besides. */
  also: Record<string, 'rss' | 'atom' | 'json'>
  /** Path of a feed that moved → absolute URL of the one in its place. */
  moved: Record<string, string>
  /** Paths of feeds that will not come back. */
  gone: string[]
}

export interface SiteConfig {
  title: string
  /** The site's base URL; ends in a slash. */
  url: string
  /** BCP 47. */
  language: string
  /** IANA zone. */
  timezone: string
  author?: { name: string; email?: string }
  /** Plain text: what the site is about. */
  description?: string
  postalAddress?: string
}

export interface ContentConfig {
  /** Absolute path of the content folder. */
  source: string
  dialect: 'hugo' | 'auto'
  /** The site's permalink pattern, where its own config does not say. */
  permalink?: string
  /** Absolute paths of the folders in which a site-root path such as /images/a.jpg is found. */
  static: string[]
  /** A shell command run before each scheduled scan. */
  refresh?: string
  /** It is ended, and counts as failed, when it takes longer. */
  refreshTimeout: Temporal.Duration
  liveCheck: 'status' | 'off'
  liveWait: Temporal.Duration
}

export interface NewsletterConfig {
  id: string
  title: string
  /** `The Lantern <news@lantern.example>`, as given. */
  from: Mailbox
  replyTo?: Mailbox
  /** Cadence name → cron expression in the site's zone. A single `schedule` is the cadence `default`. Empty: by hand only. */
  schedules: Record<string, string>
  select: Selection
  /** Name of an MJML template: templates/NAME.mjml. */
  template: string
  approve: boolean
  maxLateness: Temporal.Duration
  /** An edition's messages are spread evenly over so long; undefined: as fast as they go. */
  spread?: Temporal.Duration
}

/** Which posts a newsletter takes: any within a key, all across keys; an empty key takes all. */
export interface Selection {
  sections: string[]
  tags: string[]
  categories: string[]
  languages: string[]
}

export interface Mailbox {
  name?: string
  address: string
}

/** Where a server is and how to talk to it. */
export interface SmtpEndpoint {
  name: string
  /** `smtp:` and `smtps:` reach a server; `mailbox:` is the capture mailbox, with an absolute folder. */
  kind: 'smtp' | 'smtps' | 'mailbox'
  host?: string
  port?: number
  /** Absolute folder of a capture mailbox. */
  mailboxDir?: string
  user?: string
  password?: string
  /** In place of the password. */
  oauth?: OauthConfig
  connections: number
  /** By which it says hello; undefined: by its address. */
  hello?: string
  /** `required`: encrypted, with a verified certificate (the default off loopback). `insecure`: takes what it gets. */
  tls: 'required' | 'insecure'
}

/** A server, with what it is for and how fast it may be used. */
export interface SmtpConfig extends SmtpEndpoint {
  /** All of them are kept. */
  rates: Rate[]
  /** Its share where several servers may take a message. */
  weight: number
  /** Senders' domains or addresses that it is for; empty: all. */
  senders: string[]
  /** Recipients' domains that it is for; empty: all. */
  domains: string[]
  /** How many messages each of its first days may have; empty: as many as the rates say. */
  warmUp: number[]
  /** After so many messages a connection is made anew; undefined: as many as the server likes. */
  messages?: number
}

export interface DeliveryConfig {
  uncertain: 'resend' | 'hold'
  /** Share of rejected messages, 0 to 1, above which an edition pauses itself. */
  pauseAbove: number
  /** Recipients' domain → how fast it may be sent to, by all servers together. */
  limits: Record<string, Rate>
}

/** A key that mails are signed with. */
export interface DkimConfig {
  /** In ASCII. */
  domain: string
  selector: string
  /** Absolute path of the private key, in PEM. */
  keyFile: string
}

export interface WebConfig {
  /** Where readers reach this instance; ends in a slash. */
  url: string
  host: string
  port: number
  /** They sign links; the newest first, old ones still read. */
  secrets: string[]
  trustProxy: boolean
  /** Ask web.url whether it answers as this instance before a newsletter goes out. */
  probe: boolean
  /** A line in the log for each poll of a feed. */
  logFeeds: boolean
}
