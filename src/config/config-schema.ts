import { z } from 'zod'
import { parseBaseUrl } from './base-url.ts'
import {
  address,
  choice,
  duration,
  flag,
  mailbox,
  matching,
  rate,
  read,
  table,
  wholeNumber,
  wordList,
  words,
} from './config-shapes.ts'
import { cronFault } from './cron-fault.ts'
import { feedDocumentKeys } from './feed-document-keys.ts'
import { feedPlaceKeys, refuseClashes } from './feed-place-keys.ts'
import { parseHelloName } from './hello-name.ts'
import { parseHubUrl } from './hub-url.ts'
import { isTable } from './key-path.ts'
import { parseLanguage, parseTimeZone } from './locale.ts'
import { parseDomain } from './mailbox.ts'
import { parseTokenUrl } from './oauth.ts'
import { parseShare } from './share.ts'
import { parseSmtpUrl } from './smtp-url.ts'

/** What broadsheet.toml says, with those defaults that depend on no other key. */
export type WrittenConfig = z.output<ReturnType<typeof configSchema>>

/**
 * broadsheet.toml's keys. An issue's message is the sentence that says what to write; config-problems.ts adds where
 * and what stands there now. Rules across keys run even where other keys are wrong (`when`): all problems at once.
 */
export function configSchema(isCron: (text: string) => boolean) {
  return table('Write tables such as [site] and [content].', {
    site,
    content: content.prefault({}),
    output: output.prefault({}),
    feeds: feeds.prefault({}),
    newsletters: newsletterList(isCron).default([]),
    smtp: smtpList.default([]),
    dkim: dkimList.default([]),
    delivery: delivery.prefault({}),
    operator: operator.prefault({}),
    database: database.prefault({}),
    web,
  }).superRefine(refuseClashes, { when: ({ value }) => isTable(value) })
}

const site = table('Write a table [site] with title and url.', {
  title: words('Write the title of the site: title = "The Lantern".'),
  url: read(parseBaseUrl, 'Write the address of the site: url = "https://lantern.example/".'),
  language: read(parseLanguage, 'Write a language tag such as "en" or "zh-Hant-TW".').prefault('en'),
  timezone: read(parseTimeZone, 'Write the name of a time zone such as "Asia/Taipei" or "UTC".').prefault('UTC'),
  author: table('Write author = { name = "Mei", email = "mei@lantern.example" }.', {
    name: words('Write the name of the author: name = "Mei".'),
    email: address().optional(),
  }).optional(),
  description: words('Write in a sentence what the site is about.').optional(),
  postal_address: words('Write the postal address as one string.').optional(),
})

const content = table('Write a table [content].', {
  source: words('Write the path of the content folder: source = "content".')
    .refine(
      (path) => !/^https?:/i.test(path),
      'Write the path of a folder: reading posts from a feed is not there yet.',
    )
    .default('content'),
  dialect: choice(['hugo', 'auto'], 'Write "hugo" or "auto": other site generators are not there yet.').default('auto'),
  permalink: matching(/^\//, 'Write a pattern that begins with a slash, such as "/:section/:slug/".').optional(),
  static: wordList('Write a list of folders: static = ["static"].').default(['static']),
  refresh: words('Write a shell command such as "git pull --ff-only".').optional(),
  refresh_timeout: duration()
    .refine((limit) => limit.sign > 0, 'Write a duration of at least a minute: refresh_timeout = "5m".')
    .prefault('5m'),
  live_check: choice(['status', 'off'], 'Write "status" or "off": checking by title is not there yet.').default(
    'status',
  ),
  live_wait: duration().prefault('30m'),
})

const output = table('Write a table [output].', {
  dir: words('Write the path of a folder: dir = "dist/site".').default('dist/site'),
  url: read(parseBaseUrl, 'Write where the feeds are reached: url = "https://news.lantern.example/".').optional(),
})

const feeds = table('Write a table [feeds].', {
  entries: wholeNumber(1, 1000).default(20),
  archive: flag().default(true),
  ...feedDocumentKeys,
  hub: read(parseHubUrl, 'Write the address of a WebSub hub: hub = "https://hub.example/".').optional(),
  ...feedPlaceKeys,
})

const ID = /^[a-z0-9-]{1,63}$/

function newsletter(isCron: (text: string) => boolean) {
  const cron = z.string(cronFault('')).superRefine((text, context) => {
    const fault = cronFault(text) ?? (isCron(text) ? undefined : 'No day is ever like that: write one that comes.')
    if (fault) context.addIssue({ code: 'custom', message: fault })
  })
  const cadence = matching(ID, 'Name a cadence with at most 63 letters a to z, digits and hyphens.')
  return table('Write each newsletter below a line [[newsletters]].', {
    id: matching(ID, 'Write an id of at most 63 letters a to z, digits and hyphens: id = "weekly".'),
    title: words('Write the title of the newsletter: title = "The Lantern, weekly".').optional(),
    from: mailbox('from'),
    reply_to: mailbox('reply_to').optional(),
    schedule: cron.optional(),
    schedules: z.record(cadence, cron, 'Write schedules = { daily = "0 8 * * *", weekly = "0 9 * * MON" }.').optional(),
    select: select.prefault({}),
    template: matching(/^[\w-]{1,63}$/, 'Write a template\'s name: "digest" stands for templates/digest.mjml.').default(
      'digest',
    ),
    approve: flag().default(false),
    max_lateness: duration().prefault('12h'),
    spread: duration().optional(),
  }).refine(({ schedule, schedules }) => schedule === undefined || schedules === undefined, {
    error: 'Keep either schedule or schedules.',
    path: ['schedules'],
    when: ({ value }) => isTable(value),
  })
}

const select = table('Write select = { tags = ["news"] }.', {
  sections: wordList('Write a list: sections = ["posts"].').default([]),
  tags: wordList('Write a list: tags = ["news"].').default([]),
  categories: wordList('Write a list: categories = ["news"].').default([]),
  languages: wordList('Write a list: languages = ["en"].').default([]),
})

function newsletterList(isCron: (text: string) => boolean) {
  return z.array(newsletter(isCron), 'Write each newsletter below a line [[newsletters]].').superRefine(
    (newsletters, context) => {
      const ids = newsletters.map((each) => each?.id)
      for (const [index, id] of ids.entries()) {
        if (typeof id !== 'string' || ids.indexOf(id) === index) continue
        context.addIssue({ code: 'custom', path: [index, 'id'], message: 'Give each newsletter an id of its own.' })
      }
    },
    { when: ({ value }) => Array.isArray(value) },
  )
}

const oauth = table('Write a table [smtp.oauth] with token_url and client_id.', {
  token_url: read(
    parseTokenUrl,
    'Write the https address that gives tokens: token_url = "https://oauth2.googleapis.com/token".',
  ),
  client_id: words('Write the id of the app: client_id = "${OAUTH_CLIENT_ID}".'),
  client_secret: words('Write the secret of the app: client_secret = "${OAUTH_CLIENT_SECRET}".').optional(),
  refresh_token: words('Write the token that consent gave: refresh_token = "${OAUTH_REFRESH_TOKEN}".').optional(),
  scope: words('Write what the token is for: scope = "https://outlook.office365.com/.default".').optional(),
}).refine(
  (keys) => keys.refresh_token !== undefined || (keys.client_secret !== undefined && keys.scope !== undefined),
  {
    error: 'Write client_secret and scope, with which the app logs in as itself, or the refresh_token of a person.',
    path: ['refresh_token'],
    when: ({ value }) => isTable(value),
  },
)

const smtp = table('Write the mail server below a line [[smtp]].', {
  name: words('Write a name for the logs: name = "relay".').optional(),
  url: read(
    parseSmtpUrl,
    'Write "smtp://HOST:PORT", "smtps://HOST:PORT" or "mailbox:DIR"; user and password have keys of their own.',
  ),
  user: z.string('Write a string: user = "${SMTP_USER}".').optional(),
  password: z.string('Write a string: password = "${SMTP_PASSWORD}".').optional(),
  oauth: oauth.optional(),
  hello: read(
    parseHelloName,
    'Write the full name by which this machine says hello: hello = "news.lantern.example", or its address as "[192.0.2.1]".',
  ).optional(),
  connections: wholeNumber(1, 100).default(10),
  tls: choice(['required', 'insecure'], 'Write "required" or "insecure".').optional(),
  rate: z.array(rate(), 'Write a list: rate = ["14/s", "50000/day"].').default([]),
  weight: wholeNumber(1, 1000).default(1),
  senders: wordList('Write a list of domains or addresses: senders = ["lantern.example"].').default([]),
  domains: wordList('Write a list of recipients\' domains: domains = ["gmail.com"].').default([]),
  warm_up: z
    .array(wholeNumber(1, 100_000_000), 'Write a list of messages a day: warm_up = [200, 500, 1000].')
    .default([]),
  messages: wholeNumber(1, 1_000_000).optional(),
}).refine(({ user, password, oauth }) => (oauth ? Boolean(user) && !password : !user === !password), {
  error: 'Write both user and password, or neither; with oauth the user, and no password.',
  path: ['password'],
  when: ({ value }) => isTable(value),
})

/** A capture mailbox stands for all servers: what it takes does not count as sent. */
const smtpList = z
  .array(smtp, 'Write each mail server below a line [[smtp]].')
  .refine((servers) => servers.length < 2 || servers.every((server) => server?.url?.kind !== 'mailbox'), {
    error: 'Keep the mailbox alone, or leave it out: beside real servers it would swallow mail.',
    path: [0, 'url'],
    when: ({ value }) => Array.isArray(value),
  })
  .superRefine(
    (servers, context) => {
      const names = servers.map(
        (server) => server?.name ?? (server?.url?.kind === 'mailbox' ? undefined : server?.url?.host),
      )
      for (const [index, name] of names.entries()) {
        if (name === undefined || names.indexOf(name) === index) continue
        context.addIssue({ code: 'custom', path: [index, 'name'], message: 'Give each server a name of its own.' })
      }
    },
    { when: ({ value }) => Array.isArray(value) },
  )

const dkim = table('Write each key that signs mails below a line [[dkim]].', {
  domain: read(parseDomain, 'Write the domain that signs: domain = "lantern.example".'),
  selector: matching(
    /^[a-z0-9]+(?:[.-][a-z0-9]+)*$/i,
    'Write the name under which the public key is in the DNS: selector = "b2026".',
  ),
  // Not the key itself, with its BEGIN line or bare: taken for the path of a file that is not there, it would be shown.
  key: matching(
    /^(?!-----|M[A-Za-z0-9+/]{50})[^\r\n]+$/,
    'Write the path of the file with the private key: key = "keys/dkim.pem".',
  ),
})

const dkimList = z.array(dkim, 'Write each key that signs mails below a line [[dkim]].').superRefine(
  (keys, context) => {
    const names = keys.map((key) => `${key?.selector}._domainkey.${key?.domain}`)
    for (const [index, name] of names.entries()) {
      if (names.indexOf(name) === index) continue
      context.addIssue({ code: 'custom', path: [index, 'selector'], message: 'Give each key a selector of its own.' })
    }
  },
  { when: ({ value }) => Array.isArray(value) },
)

const delivery = table('Write a table [delivery].', {
  uncertain: choice(['resend', 'hold'], 'Write "resend" or "hold".').default('resend'),
  pause_above: read(parseShare, 'Write a share such as "5%".').prefault('5%'),
  limits: z.record(z.string(), rate(), 'Write limits = { "gmail.com" = "20/s" }.').default({}),
})

const operator = table('Write a table [operator].', { notify: address().optional() })

const database = table('Write a table [database].', {
  url: matching(
    /^sqlite:.+/,
    'Write "sqlite:PATH", such as "sqlite:data/broadsheet.db"; PostgreSQL is not there yet.',
  ).default('sqlite:data/broadsheet.db'),
})

const SECRET =
  'Write at least 32 characters that nobody can guess; `broadsheet init` makes a secret and keeps it in .env.'

const web = table('Write a table [web].', {
  url: read(parseBaseUrl, 'Write where readers reach this instance: url = "https://news.lantern.example/".').optional(),
  host: words('Write an address to listen on: host = "127.0.0.1".').default('127.0.0.1'),
  port: wholeNumber(1, 65_535).default(3000),
  secrets: z.array(z.string(SECRET).min(32, SECRET), 'Write secrets = ["${BROADSHEET_SECRET}"].').min(1, SECRET),
  trust_proxy: flag().default(false),
  probe: choice(['on', 'off'], 'Write "on" or "off".').default('on'),
  log_feeds: flag().default(false),
})
