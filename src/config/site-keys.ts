import { z } from 'zod'
import { parseBaseUrl } from './base-url.ts'
import { address, choice, duration, matching, path, read, table, words } from './config-shapes.ts'
import { DIALECT_NAMES } from './dialects.ts'
import { parseLanguage, parseTimeZone } from './locale.ts'

export const site = table('Write a table [site] with title and url.', {
  title: words('Write the title of the site: title = "The Lantern".'),
  /** The site's base URL; ends in a slash. */
  url: read(parseBaseUrl, 'Write the address of the site: url = "https://lantern.example/".'),
  /** BCP 47. */
  language: read(parseLanguage, 'Write a language tag such as "en" or "zh-Hant-TW".').prefault('en'),
  /** IANA zone. */
  timezone: read(parseTimeZone, 'Write the name of a time zone such as "Asia/Taipei" or "UTC".').prefault('UTC'),
  author: table('Write author = { name = "Mei", email = "mei@lantern.example" }.', {
    name: words('Write the name of the author: name = "Mei".'),
    email: address().optional(),
  }).optional(),
  /** Plain text. */
  description: words('Write in a sentence what the site is about.').optional(),
  postal_address: words('Write the postal address as one string.').optional(),
})

/** `"hugo" or "auto"` */
const DIALECTS_WRITTEN = `${DIALECT_NAMES.map((name) => `"${name}"`).join(', ')} or "auto"`
const SOURCE = 'Write the path of the content folder, source = "content", or the address of a feed, or a list of them.'
const feedUrl = z
  .string(SOURCE)
  .regex(/^https?:\/\//i, SOURCE)
  .refine((url) => URL.canParse(url), SOURCE)
const folder = words(SOURCE).refine((written) => !/^https?:/i.test(written), SOURCE)
const STATIC = 'Write a list of folders: static = ["static"].'

export function content(dir: string) {
  return table(
    'Write a table [content].',
    {
      /** Absolute path of the content folder, `content` where none is written; or the URLs of feeds. */
      source: z
        .union([z.array(feedUrl, SOURCE).min(1, SOURCE), feedUrl.transform((url) => [url]), path(dir, folder)], SOURCE)
        .optional(),
      dialect: choice(
        [...DIALECT_NAMES, 'auto'],
        `Write ${DIALECTS_WRITTEN}: other site generators are not there yet.`,
      ).default('auto'),
      /** Who renders the bodies: Broadsheet itself, or the site's own program. */
      render: choice(['own', 'engine', 'auto'], 'Write "own", "engine" or "auto".').default('own'),
      /** The site's permalink pattern, where its own config does not say. */
      permalink: matching(/^\//, 'Write a pattern that begins with a slash, such as "/:section/:slug/".').optional(),
      /** Absolute paths of the folders in which a site-root path such as /images/a.jpg is found. */
      static: z.array(path(dir, words(STATIC)), STATIC).prefault(['static']),
      /** Of an item of a feed that is a summary alone: what the feed says, or the article of its own page. */
      articles: choice(['feed', 'page'], 'Write "feed" or "page".').default('feed'),
      /** Absolute path of the site as it was built, in whose pages bodies are found. */
      built: path(dir, words('Write the folder of the built site: built = "dist".')).optional(),
      /** A shell command run before each scheduled scan. */
      refresh: words('Write a shell command such as "git pull --ff-only".').optional(),
      /** It is ended, and counts as failed, when it takes longer. */
      refresh_timeout: duration()
        .refine((limit) => limit.sign > 0, 'Write a duration of at least a minute: refresh_timeout = "5m".')
        .prefault('5m'),
      live_check: choice(['status', 'title', 'off'], 'Write "status", "title" or "off".').default('status'),
      live_wait: duration().prefault('30m'),
    },
    {
      holds: ({ source, dialect }) => !Array.isArray(source) || dialect === 'auto',
      error: 'A feed says itself what its posts are: take dialect out.',
      path: ['dialect'],
    },
  )
}
