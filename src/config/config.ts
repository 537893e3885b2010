import type { WrittenConfig } from './config-schema.ts'
import type { Rate } from './rate.ts'

/**
 * broadsheet.toml, complete: environment variables taken, paths absolute, defaults filled in. Its keys are those of config-schema.ts in
 * camel case; what stands here is otherwise than there.
 */
export interface Config extends Omit<WrittenConfig, 'smtp' | 'database' | 'content' | 'inboxes'> {
  /** Absolute path of broadsheet.toml; `dir` is its folder. */
  file: string
  dir: string
  output: WrittenConfig['output'] & { /** Ends in a slash. */ url: string }
  content: Omit<WrittenConfig['content'], 'source'> & {
    /** Absolute path of the content folder; of feeds, that in which their posts are kept. */
    source: string
    /** Whether broadsheet.toml names the folder itself. */
    isNamed?: true
    /** URLs of feeds that are read. */
    feeds?: string[]
  }
  newsletters: NewsletterConfig[]
  smtp: SmtpConfig[]
  /** The first is where mails come back to. */
  inboxes: InboxConfig[]
  database: {
    /** `sqlite:` and an absolute path, or a URL of PostgreSQL. */
    url: string
    /** Absolute. */
    dataDir: string
  }
  web: WrittenConfig['web'] & { /** Where readers reach this instance; ends in a slash. */ url: string }
}

type Newsletter = WrittenConfig['newsletters'][number]

export interface NewsletterConfig extends Omit<Newsletter, 'schedule'> {
  title: string
  /** Cadence → cron expression in the site's zone, or `on publication`. A single `schedule` is the cadence `default`. Empty: by hand only. */
  schedules: Record<string, string>
}

export type Selection = Newsletter['select']

export type DkimConfig = WrittenConfig['dkim'][number]

type Server = WrittenConfig['smtp'][number]

/** A server, with what it is for and how fast it may be used. */
export interface SmtpConfig extends Omit<Server, 'url' | 'rate'> {
  name: string
  /** `smtp:` and `smtps:` reach a server; `mailbox:` is the capture mailbox, with an absolute folder. */
  kind: 'smtp' | 'smtps' | 'mailbox'
  host?: string
  port?: number
  mailboxDir?: string
  tls: 'required' | 'insecure'
  rates: Rate[]
}

/** Where a server is and how to talk to it. */
export type SmtpEndpoint = Omit<SmtpConfig, 'rates' | 'weight' | 'senders' | 'domains' | 'warmUp' | 'messages'>

/** A mailbox that is read by IMAP. */
export interface InboxConfig extends Omit<WrittenConfig['inboxes'][number], 'url'> {
  name: string
  kind: 'imap' | 'imaps'
  host: string
  port: number
  folder: string
  tls: 'required' | 'insecure'
}

export type OauthConfig = NonNullable<Server['oauth']>
