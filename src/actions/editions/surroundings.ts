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
  }
}

/** Unsubscribing must work from the moment a mail arrives; a capture mailbox mails nobody. */
async function instanceAt({ config, probe }: SurroundingsPorts): Promise<StartHistory['instance']> {
  if (transportOf(config) === 'mailbox') return 'unchecked'
  if (!config.web.url.startsWith('https:')) return 'silent'
  return config.web.probe ? probe() : 'unchecked'
}

async function linksOf({ config, pagesAnswer }: SurroundingsPorts, urls: string[]): Promise<StartHistory['links']> {
  if (config.content.liveCheck === 'off' || urls.length === 0) return 'unchecked'
  return (await pagesAnswer(urls)) ? 'up' : 'waiting'
}
