import type { Config } from '../../config/config.ts'
import { failure, type Problem } from '../../config/problem.ts'
import type { StartHistory } from '../../editions/may-start.ts'
import type { EditionDraft } from './draft-edition.ts'
import { transportOf } from './transport-of.ts'

export interface PreflightPorts {
  config: Config
  /** Asks web.url who it is; `problem` says why it is not this instance. */
  probe(): Promise<{ answer: 'ours' | 'another' | 'silent'; problem?: Problem }>
  /** Those of these pages that do not answer, with what they answer. */
  silentPages(urls: string[]): Promise<string[]>
  editions: { forgotten(newsletter: string): Promise<StartHistory['forgotten']> }
  planned: { gap(newsletter: string): Promise<StartHistory['gap']> }
}

/** What the world around says at this moment: who answers at web.url, and whether the posts are online. */
export async function preflight(
  ports: PreflightPorts,
  draft: Pick<EditionDraft, 'newsletter' | 'posts'>,
): Promise<Omit<StartHistory, 'hasBaseline'>> {
  return {
    ...(await instanceAt(ports)),
    ...(await linksOf(
      ports,
      draft.posts.map(({ post }) => post.url),
    )),
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
  { config, silentPages }: PreflightPorts,
  urls: string[],
): Promise<Pick<StartHistory, 'links' | 'silentPages'>> {
  if (config.content.liveCheck === 'off' || urls.length === 0) return { links: 'unchecked' }
  const silent = await silentPages(urls)
  return silent.length === 0 ? { links: 'up' } : { links: 'waiting', silentPages: silent }
}
