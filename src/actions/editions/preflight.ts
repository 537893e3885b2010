import type { Config } from '../../config/config.ts'
import { failure, type Problem } from '../../config/problem.ts'
import type { StartHistory } from '../../editions/may-start.ts'
import { type Away, type NeededUrl, neededUrls, type UrlsWhere } from '../../editions/needed-urls.ts'
import type { EditionDraft } from './draft-edition.ts'
import { transportOf } from './transport-of.ts'

export interface PreflightPorts {
  config: Config
  /** Asks web.url who it is; `problem` says why it is not this instance. */
  probe(): Promise<{ answer: 'ours' | 'another' | 'silent'; problem?: Problem }>
  /** What of it is not online. */
  away(needed: NeededUrl[]): Promise<Away[]>
  editions: { forgotten(newsletter: string): Promise<StartHistory['forgotten']> }
  planned: { gap(newsletter: string): Promise<StartHistory['gap']> }
}

/** Without mails it is a draft of which none could be made. */
export type DraftToStart = Pick<EditionDraft, 'newsletter' | 'posts'> &
  Partial<Pick<EditionDraft, 'variants' | 'input'>>

/** What the world around says at this moment: who answers at web.url, and whether what the mails lead to is online. */
export async function preflight(
  ports: PreflightPorts,
  draft: DraftToStart,
): Promise<Omit<StartHistory, 'hasBaseline'>> {
  const instance = await instanceAt(ports)
  return {
    ...instance,
    ...(await linksOf(ports, draft, instance.instance === 'ours')),
    ...(await sentElsewhere(ports, draft)),
  }
}

/** Unsubscribing must work from the moment a mail arrives; a capture mailbox mails nobody. */
async function instanceAt({
  config,
  probe,
}: PreflightPorts): Promise<Pick<StartHistory, 'instance' | 'instanceProblem'>> {
  if (transportOf(config) === 'mailbox') return { instance: 'unchecked' }
  if (!config.web.url.startsWith('https:')) return { instance: 'silent', instanceProblem: notHttps(config.web.url) }
  if (!config.web.probe) return { instance: 'unchecked' }
  const { answer, problem } = await probe()
  return { instance: answer, ...(problem && { instanceProblem: problem }) }
}

function notHttps(url: string): Problem {
  return failure('send.web-url', `web.url (${url}) is not https, and unsubscribe links must be.`, {
    hint: 'Write the address at which readers reach `broadsheet serve`, behind a web server with a certificate. A test needs none: send --to ADDRESS.',
  })
}

/** What goes into a capture mailbox is no edition, and repeats nothing. */
async function sentElsewhere(
  { config, editions, planned }: PreflightPorts,
  { newsletter: { id } }: Pick<EditionDraft, 'newsletter'>,
): Promise<Pick<StartHistory, 'forgotten' | 'gap'>> {
  if (transportOf(config) === 'mailbox') return {}
  return { forgotten: await editions.forgotten(id), gap: await planned.gap(id) }
}

async function linksOf(
  { config, away }: PreflightPorts,
  { newsletter, posts, variants = [], input }: DraftToStart,
  asksWeb: boolean,
): Promise<Pick<StartHistory, 'links' | 'away'>> {
  const { liveCheck } = config.content
  if (liveCheck === 'off' || posts.length === 0) return { links: 'unchecked' }
  const html = new Map(input?.posts.map((post) => [post.id, post.html]))
  const needed = neededUrls(
    {
      posts: posts.map(({ post: { id, url, title } }) => ({ url, title, html: html.get(id) ?? '' })),
      mails: variants.map((variant) => variant.html),
      carriesPictures: newsletter.pictures === 'mail',
      archive: input?.common.links.archive,
    },
    neededWhere(config, liveCheck, asksWeb),
  )
  const missing = await away(needed)
  return missing.length === 0 ? { links: 'up' } : { links: 'waiting', away: missing }
}

/** @param asksWeb whether web.url is known to answer, or may be asked */
export function neededWhere(config: Config, by: UrlsWhere['by'], asksWeb: boolean): UrlsWhere {
  const { site, web } = config
  const isMailed = transportOf(config) === 'smtp'
  return { by, siteUrl: site.url, webUrl: web.url, isMailed, asksWeb: asksWeb && isMailed }
}
