import type { Temporal } from 'temporal-polyfill'
import type { Config } from '../../config/config.ts'
import type { Edition } from '../../editions/edition.ts'
import { heldNotice } from '../../editions/held.ts'
import { fewLeftOut, type LeftOut, leftOutSentence } from './left-out.ts'

export interface TellHeldPorts {
  config: Config
  editions: {
    open(): Promise<(Edition & { toldAt?: Temporal.Instant })[]>
    posts(editionId: number): Promise<{ postId: string }[]>
    variants(editionId: number): Promise<unknown[]>
    /** The operator was told of what holds it. */
    told(editionId: number, at: Temporal.Instant): Promise<void>
  }
  posts: { seen(): Promise<{ id: string; title: string; path: string }[]> }
  newsletters: {
    /** Writes down why posts were left out; gives the ids of those of which it was not said before. */
    noteLeftOut(id: string, leftOut: { postId: string; because: string }[]): Promise<string[]>
  }
  tellOperator(notice: { subject: string; text: string }): Promise<boolean>
  clock(): Temporal.Instant
}

/** Mails the operator of each edition that is held, once for each thing that holds it; again where no server took the mail. */
export async function tellHeld(ports: TellHeldPorts): Promise<void> {
  const untold = (await ports.editions.open()).filter(({ state, toldAt }) => state === 'held' && !toldAt)
  if (untold.length === 0) return
  const seen = new Map((await ports.posts.seen()).map((post) => [post.id, post]))
  for (const edition of untold) {
    const posts = (await ports.editions.posts(edition.id)).flatMap(({ postId }) => seen.get(postId) ?? [])
    const hasMail = (await ports.editions.variants(edition.id)).length > 0
    const notice = heldNotice(edition, { site: ports.config.site.title, posts, hasMail })
    if (await ports.tellOperator(notice)) await ports.editions.told(edition.id, ports.clock())
  }
}

/** Mails the operator of posts that a newsletter goes without, each once for each reason. */
export async function tellLeftOut(
  ports: TellHeldPorts,
  { newsletter, leftOut }: { newsletter: { id: string; title: string }; leftOut: LeftOut[] },
): Promise<void> {
  const waiting = leftOut.filter(({ reason }) => reason !== 'limit')
  const unsaid = new Set(
    await ports.newsletters.noteLeftOut(
      newsletter.id,
      waiting.map(({ post, because }) => ({ postId: post.id, because })),
    ),
  )
  const news = waiting.filter(({ post }) => unsaid.has(post.id))
  if (news.length === 0) return
  const { title } = ports.config.site
  const how = news.length === 1 ? 'a post goes' : `${news.length} posts go`
  const { told, rest } = fewLeftOut(news)
  const sentences = [...told.map((left) => leftOutSentence(left, newsletter.id)), ...rest]
  await ports.tellOperator({
    subject: `${title}: ${how} in no mail of ${newsletter.id}`,
    text: `${[...sentences, 'The other posts are not held up by it. See all: broadsheet status --posts'].join('\n\n')}\n`,
  })
}
