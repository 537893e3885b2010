import { z } from 'zod'
import { parseBaseUrl } from './base-url.ts'
import {
  address,
  byDomain,
  choice,
  flag,
  matching,
  path,
  rate,
  read,
  table,
  wholeNumber,
  words,
} from './config-shapes.ts'
import { databaseUrl } from './database-url.ts'
import { dkim } from './dkim-keys.ts'
import { feedDocumentKeys } from './feed-document-keys.ts'
import { feedPlaceKeys, refuseClashes } from './feed-place-keys.ts'
import { parseHubUrl } from './hub-url.ts'
import { inboxes } from './inbox-keys.ts'
import { isTable } from './key-path.ts'
import { newsletters } from './newsletter-keys.ts'
import { parseShare } from './share.ts'
import { content, site } from './site-keys.ts'
import { smtp } from './smtp-keys.ts'
import { subscribe } from './subscribe-keys.ts'
import { refuseUnknownNewsletters } from './subscribe-rules.ts'

/** What broadsheet.toml says, with those defaults that depend on no other key. */
export type WrittenConfig = z.output<ReturnType<typeof configSchema>>

/** What a file's values are read by. */
export interface ReadBy {
  /** Absolute: the folder of broadsheet.toml, from which its paths lead. */
  dir: string
  /** Whether the scheduler understands an expression. */
  isCron(text: string): boolean
}

/**
 * broadsheet.toml's keys, each with its kind, its default and what to write: nothing else in the program lists them. An issue's message is
 * the sentence that says what to write; config-problems.ts adds where and what stands there now. Rules across keys run even
 * where other keys are wrong (`when`): all problems at once.
 */
export function configSchema({ dir, isCron }: ReadBy) {
  return z
    .strictObject(
      {
        site,
        content: content(dir).prefault({}),
        output: output(dir).prefault({}),
        feeds: feeds.prefault({}),
        newsletters: newsletters(isCron).default([]),
        smtp: smtp.default([]),
        dkim: dkim(dir).default([]),
        delivery: delivery.prefault({}),
        operator: operator.prefault({}),
        database: database(dir).prefault({}),
        subscribe: subscribe.optional(),
        inboxes: inboxes.default([]),
        archive: archive.prefault({}),
        web,
      },
      'Write tables such as [site] and [content].',
    )
    .superRefine(refuseClashes, { when: ({ value }) => isTable(value) })
    .superRefine(refuseUnknownNewsletters, { when: ({ value }) => isTable(value) })
}

function output(dir: string) {
  return table('Write a table [output].', {
    dir: path(dir, words('Write the path of a folder: dir = "dist/site".')).prefault('dist/site'),
    url: read(parseBaseUrl, 'Write where the feeds are reached: url = "https://news.lantern.example/".').optional(),
  })
}

const feeds = table('Write a table [feeds].', {
  /** How many of the newest posts a feed holds. */
  entries: wholeNumber(1, 1000).default(20),
  /** Whether the site's older posts are in pages of their own, to which its feed leads. */
  archive: flag().default(true),
  ...feedDocumentKeys,
  /** URL of a WebSub hub. */
  hub: read(parseHubUrl, 'Write the address of a WebSub hub: hub = "https://hub.example/".').optional(),
  ...feedPlaceKeys,
})

const archive = table('Write a table [archive].', {
  /** Whether numbers that were sent are pages of the web. */
  enabled: flag().default(true),
  /** Whether the home page and search engines show them to who has no link. */
  listed: flag().default(true),
})

const delivery = table('Write a table [delivery].', {
  uncertain: choice(['resend', 'hold'], 'Write "resend" or "hold".').default('resend'),
  /** Share of rejected messages, 0 to 1, above which an edition pauses itself. */
  pause_above: read(parseShare, 'Write a share such as "5%".').prefault('5%'),
  /** Recipients' domain → how fast it may be sent to, by all servers together. */
  limits: byDomain(rate(), 'Write limits = { "gmail.com" = "20/s" }.').default({}),
})

const operator = table('Write a table [operator].', { notify: address().optional() })

function database(dir: string) {
  const url = matching(
    /^(?:sqlite:.+|postgres(?:ql)?:\/\/[^/?#]+\/[^/?#]+)/s,
    'Write "sqlite:PATH", such as "sqlite:data/broadsheet.db", or "postgres://USER:PASSWORD@HOST/DATABASE".',
  )
  return table('Write a table [database].', {
    /** `sqlite:` and an absolute path, or a URL of PostgreSQL. */
    url: url.transform((written) => databaseUrl(written, dir) ?? written).prefault('sqlite:data/broadsheet.db'),
    /** For pictures of sent mails and the cache; default: where the SQLite file is, else `data`. */
    data_dir: path(dir, words('Write the path of a folder: data_dir = "data".')).optional(),
  })
}

const SECRET =
  'Write at least 32 characters that nobody can guess; `broadsheet init` makes a secret and keeps it in .env.'

const web = table('Write a table [web].', {
  url: read(parseBaseUrl, 'Write where readers reach this instance: url = "https://news.lantern.example/".').optional(),
  host: words('Write an address to listen on: host = "127.0.0.1".').default('127.0.0.1'),
  port: wholeNumber(1, 65_535).default(3000),
  /** They sign links; the newest first, old ones still read. */
  secrets: z.array(z.string(SECRET).min(32, SECRET), 'Write secrets = ["${BROADSHEET_SECRET}"].').min(1, SECRET),
  trust_proxy: flag().default(false),
  /** Ask web.url whether it answers as this instance before a newsletter goes out. */
  probe: choice(['on', 'off'], 'Write "on" or "off".')
    .transform((written) => written === 'on')
    .prefault('on'),
  /** A line in the log for each poll of a feed. */
  log_feeds: flag().default(false),
})
