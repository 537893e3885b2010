import type { Config } from '../../config/config.ts'
import type { StartHistory } from '../../editions/may-start.ts'
import type { EditionDraft } from './draft-edition.ts'
import { transportOf } from './transport-of.ts'

export interface SurroundingsPorts {
  config: Config
  /** Asks web.url who it is. */
  probe(): Promise<'ours' | 'another' | 'silent'>
  /** Do all of these pages answer? */
  pagesAnswer(urls: string[]): Promise<boolean>
  editions: { forgotten(newsletter: string): Promise<StartHistory['forgotten']> }
}

/** What the world around says at this moment: who answers at web.url, and whether the posts are online. */
export async function surroundings(
  ports: SurroundingsPorts,
  draft: EditionDraft,
): Promise<Omit<StartHistory, 'hasBaseline'>> {
  return {
    instance: await instanceAt(ports),
    links: await linksOf(
      ports,
      draft.posts.map(({ post }) => post.url),
    ),
    forgotten: await forgottenBy(ports, draft),
  }
}

/** Unsubscribing must work from the moment a mail arrives; a capture mailbox mails nobody. */
async function instanceAt({ config, probe }: SurroundingsPorts): Promise<StartHistory['instance']> {
  if (transportOf(config) === 'mailbox') return 'unchecked'
  if (!config.web.url.startsWith('https:')) return 'silent'
  return config.web.probe ? probe() : 'unchecked'
}

/** What goes into a capture mailbox is no edition, and repeats nothing. */
async function forgottenBy({ config, editions }: SurroundingsPorts, draft: EditionDraft) {
  return transportOf(config) === 'mailbox' ? undefined : editions.forgotten(draft.newsletter.id)
}

async function linksOf({ config, pagesAnswer }: SurroundingsPorts, urls: string[]): Promise<StartHistory['links']> {
  if (config.content.liveCheck === 'off' || urls.length === 0) return 'unchecked'
  return (await pagesAnswer(urls)) ? 'up' : 'waiting'
}
