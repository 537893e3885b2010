import type { Temporal } from 'temporal-polyfill'
import type { Config, NewsletterConfig } from '../config/config.ts'
import { count } from '../config/count.ts'
import { isKeptOut, matchesSelection } from '../editions/due.ts'
import { type EditionState, editionName } from '../editions/edition.ts'
import type { KnownNews } from '../editions/keep-back.ts'
import { indexesIn } from '../editions/mask.ts'
import type { Post } from '../posts/post.ts'
import { audienceOf, type DraftPorts, draftEdition, type EditionDraft } from './editions/draft-edition.ts'
import { leftOutSentence } from './editions/left-out.ts'
import { cadencesOf } from './newsletter-named.ts'
import type { Scan } from './record-scan.ts'

export interface PostStatesPorts extends DraftPorts {
  config: Config
  scan(): Promise<Scan>
  editions: DraftPorts['editions'] & {
    /** Editions that bring a post, by post, the first first; without those that were cancelled before they began. */
    bringing(newsletter: string): Promise<{ postId: string; number?: number; trial?: number; state: EditionState }[]>
  }
}

/** What became of a post that became new for a newsletter. */
export interface PostState {
  newsletter: string
  /** As the operator knows it; below the content folder where it is gone. */
  file: string
  title: string
  state: 'waiting' | 'in-edition' | 'sent' | 'left-out' | 'adopted' | 'hidden' | 'not-selected' | 'kept-out' | 'nobody'
  /** A sentence. */
  because: string
  /** How many people are due it now. */
  recipientCount: number
  editions: string[]
}

/** Every post that became new since a newsletter's baseline, the newest first, and where it is. Sends nothing. */
export async function postStates(ports: PostStatesPorts): Promise<PostState[]> {
  const scan = await ports.scan()
  const states: PostState[] = []
  for (const newsletter of ports.config.newsletters) states.push(...(await statesOf(ports, scan, newsletter)))
  return states
}

interface Known {
  at: Temporal.Instant
  newsletter: NewsletterConfig
  posts: Map<string, Post>
  drafts: EditionDraft[]
  editions: Map<string, { name: string; state: EditionState }[]>
}

async function statesOf(ports: PostStatesPorts, scan: Scan, newsletter: NewsletterConfig): Promise<PostState[]> {
  const drafts: EditionDraft[] = []
  for (const cadence of cadencesOf(newsletter))
    drafts.push(await draftEdition(ports, scan, { newsletter, cadence, repeats: false }))
  const editions: Known['editions'] = new Map()
  for (const { postId, state, ...place } of await ports.editions.bringing(newsletter.id)) {
    const name = editionName({ newsletter: newsletter.id, ...place })
    editions.set(postId, [...(editions.get(postId) ?? []), { name, state }])
  }
  const known: Known = {
    at: scan.at,
    newsletter,
    posts: new Map(scan.posts.map((post) => [post.id, post])),
    drafts,
    editions,
  }
  const states: PostState[] = []
  for (const row of (await ports.newsletters.newPosts(newsletter.id)).toReversed())
    states.push(await stateOf(ports, known, row))
  return states
}

async function stateOf(ports: PostStatesPorts, known: Known, row: KnownNews): Promise<PostState> {
  const { newsletter, posts, editions } = known
  const post = posts.get(row.postId)
  const recipientCount = recipientsOf(known, row.postId)
  const state = (name: PostState['state'], because: string): PostState => ({
    newsletter: newsletter.id,
    file: post?.file ?? row.path,
    title: post?.title ?? row.title,
    state: name,
    because,
    recipientCount,
    editions: (editions.get(row.postId) ?? []).map((edition) => edition.name),
  })
  const inEditions = editions.get(row.postId) ?? []
  const sent = inEditions.filter((edition) => BEGUN.includes(edition.state)).map(({ name }) => name)
  const waiting = inEditions.filter((edition) => !BEGUN.includes(edition.state))
  if (post?.status !== 'live' || !row.live)
    return state('hidden', `The site does not show it (${post?.status ?? 'gone'}).`)
  if (row.adopted) return state('adopted', 'It is marked as already sent, by `adopt`.')
  if (!matchesSelection(post, newsletter.select))
    return state('not-selected', "The newsletter's `select` leaves it out.")
  if (isKeptOut(post, newsletter.id))
    return state('kept-out', `Its front matter keeps it out of ${newsletter.id}: it is in feeds alone.`)
  const left = known.drafts.flatMap(({ leftOut }) => leftOut.filter((each) => each.post.id === post.id))[0]
  if (left) return state('left-out', leftOutSentence(left, newsletter.id))
  if (waiting.length > 0)
    return state('in-edition', waiting.map((each) => `In ${each.name}, which is ${each.state}.`).join(' '))
  const had = sent.length > 0 ? `Sent in ${sent.join(', ')}` : ''
  if (recipientCount > 0) {
    const people = count(recipientCount, 'person', 'people')
    return state('waiting', `${had ? `${had}; goes` : 'Goes'} with the next edition to ${people}.`)
  }
  if (had) return state('sent', `${had}.`)
  return state('nobody', await whyNobody(ports, known, post, row))
}

const BEGUN: EditionState[] = ['sending', 'paused', 'settling', 'sent', 'cancelled']

function recipientsOf({ drafts }: Known, postId: string): number {
  let count = 0
  for (const { posts, candidates } of drafts) {
    const index = posts.findIndex(({ post }) => post.id === postId)
    for (const { mask, recipientCount } of candidates.groups)
      if (indexesIn(mask).includes(index)) count += recipientCount
  }
  return count
}

async function whyNobody(
  ports: PostStatesPorts,
  { at, newsletter }: Known,
  post: Post,
  { becameNewAt }: KnownNews,
): Promise<string> {
  const reasons = new Set<string>()
  for (const cadence of cadencesOf(newsletter)) {
    const query = audienceOf(ports.config, { newsletter, cadence, repeats: false }, [
      { post, newAt: becameNewAt, named: false },
    ])
    for (const reason of Object.keys((await ports.editions.candidates(query, at)).excluded)) reasons.add(reason)
  }
  if (reasons.has('had-it')) return 'All who are subscribed had it.'
  if (reasons.has('other-topics')) return 'Nobody asked for its topics.'
  if (reasons.has('subscribed-later'))
    return `All who are subscribed came after it was new. Send it all the same: broadsheet send ${newsletter.id} --post ${post.file}.`
  return 'Nobody is subscribed.'
}
