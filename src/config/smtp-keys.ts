import { z } from 'zod'
import { choice, domainList, listOf, rate, read, table, wholeNumber, words } from './config-shapes.ts'
import { parseHelloName } from './hello-name.ts'
import { parseSmtpUrl, parseTokenUrl } from './smtp-url.ts'

/** How a server is logged in to without a password (RFC 6749): an access token is fetched for it, and again when it is over. */
const oauth = table(
  'Write a table [smtp.oauth] with token_url and client_id.',
  {
    /** https, or on this machine. */
    token_url: read(
      parseTokenUrl,
      'Write the https address that gives tokens: token_url = "https://oauth2.googleapis.com/token".',
    ),
    client_id: words('Write the id of the app: client_id = "${OAUTH_CLIENT_ID}".'),
    client_secret: words('Write the secret of the app: client_secret = "${OAUTH_CLIENT_SECRET}".').optional(),
    /** That of a person who gave consent (§6). Undefined: the program logs in as itself (§4.4). */
    refresh_token: words('Write the token that consent gave: refresh_token = "${OAUTH_REFRESH_TOKEN}".').optional(),
    scope: words('Write what the token is for: scope = "https://outlook.office365.com/.default".').optional(),
  },
  {
    holds: (keys) => keys.refresh_token !== undefined || (keys.client_secret !== undefined && keys.scope !== undefined),
    error: 'Write client_secret and scope, with which the app logs in as itself, or the refresh_token of a person.',
    path: ['refresh_token'],
  },
)

const server = table(
  'Write the mail server below a line [[smtp]].',
  {
    name: words('Write a name for the logs: name = "relay".').optional(),
    url: read(
      parseSmtpUrl,
      'Write "smtp://HOST:PORT", "smtps://HOST:PORT" or "mailbox:DIR"; user and password have keys of their own.',
    ),
    user: z.string('Write a string: user = "${SMTP_USER}".').optional(),
    password: z.string('Write a string: password = "${SMTP_PASSWORD}".').optional(),
    /** In place of the password. */
    oauth: oauth.optional(),
    /** By which we say hello; undefined: by our address. */
    hello: read(
      parseHelloName,
      'Write the full name by which this machine says hello: hello = "news.lantern.example", or its address as "[192.0.2.1]".',
    ).optional(),
    connections: wholeNumber(1, 100).default(10),
    /** `required`: encrypted, with a verified certificate (the default off loopback). `insecure`: takes what it gets. */
    tls: choice(['required', 'insecure'], 'Write "required" or "insecure".').optional(),
    /** All of them are kept. */
    rate: z.array(rate(), 'Write a list: rate = ["14/s", "50000/day"].').default([]),
    /** Its share where several servers may take a message. */
    weight: wholeNumber(1, 1000).default(1),
    /** Senders' domains or addresses that it is for; empty: all. */
    senders: domainList('Write a list of domains or addresses: senders = ["lantern.example"].').default([]),
    /** Recipients' domains that it is for; empty: all. */
    domains: domainList('Write a list of recipients\' domains: domains = ["gmail.com"].').default([]),
    /** How many messages each of its first days may have; empty: as many as the rates say. */
    warm_up: z
      .array(wholeNumber(1, 100_000_000), 'Write a list of messages a day: warm_up = [200, 500, 1000].')
      .default([]),
    /** After so many messages a connection is made anew; undefined: as many as the server likes. */
    messages: wholeNumber(1, 1_000_000).optional(),
  },
  {
    holds: ({ user, password, oauth }) => (oauth ? Boolean(user) && !password : !user === !password),
    error: 'Write both user and password, or neither; with oauth the user, and no password.',
    path: ['password'],
  },
)

/** A capture mailbox stands for all servers: what it takes does not count as sent. */
export const smtp = listOf(server, 'Write each mail server below a line [[smtp]].', {
  nameOf: ({ name, url }) => name ?? (url?.kind === 'mailbox' ? undefined : url?.host),
  key: 'name',
  error: 'Give each server a name of its own.',
}).refine((servers) => servers.length < 2 || servers.every((each) => each?.url?.kind !== 'mailbox'), {
  error: 'Keep the mailbox alone, or leave it out: beside real servers it would swallow mail.',
  path: [0, 'url'],
  when: ({ value }) => Array.isArray(value),
})
