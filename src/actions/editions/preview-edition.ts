import type { Temporal } from 'temporal-polyfill'
import type { NewsletterConfig } from '../../config/config.ts'
import { asWarnings } from '../../config/problem.ts'
import type { SubscriberRecord } from '../../deliveries/subscriber-record.ts'
import type { StartHistory } from '../../editions/may-start.ts'
import { newestFirst } from '../../posts/newest-first.ts'
import type { PostStatus } from '../../posts/post.ts'
import { cadenceNamed, newsletterNamed } from '../newsletter-named.ts'
import type { Scan } from '../record-scan.ts'
import type { ScannedSite } from '../scan-site.ts'
import { addressGiven } from '../subscribers/address-given.ts'
import { writtenDate } from '../written-date.ts'
import type { CarryPorts } from './carry-pictures.ts'
import { namedPosts } from './choose-posts.ts'
import { describeStart, startSentences } from './describe-start.ts'
import { type DraftPorts, draftEdition } from './draft-edition.ts'
import { draftHeaders } from './draft-headers.ts'
import { aboutShown, type LookedEdition } from './look-edition.ts'
import { lookMails } from './look-mails.ts'
import { findReader, type LookedReader } from './look-reader.ts'
import { newsAfterScan } from './news-after-scan.ts'
import type { OnPublicationPorts } from './on-publication.ts'
import { describeDraft } from './plan-edition.ts'
import { transportOf } from './transport-of.ts'

export interface PreviewPorts extends DraftPorts, Pick<CarryPorts, 'storedPicture'> {
  /** The site as it is now; nothing is written down. */
  look(): Promise<ScannedSite>
  newsletters: DraftPorts['newsletters'] &
    OnPublicationPorts['newsletters'] & { knownPosts(id: string): Promise<ReadonlySet<string> | undefined> }
  subscribers: { find(addressKey: string): Promise<SubscriberRecord | undefined> }
  editions: DraftPorts['editions'] &
    OnPublicationPorts['editions'] & { forgotten(newsletter: string): Promise<StartHistory['forgotten']> }
  planned: { gap(newsletter: string): Promise<StartHistory['gap']> }
  clock(): Temporal.Instant
}

export interface PreviewRequest {
  newsletter?: string
  cadence?: string
  /** Whatever is due: drafts and the like, too. */
  posts?: string[]
  /** As this subscriber gets it. */
  as?: string
}

/** It is kept nowhere. */
export interface EditionPreview extends LookedEdition {
  reader?: LookedReader
  /** The newest posts, of any status. */
  latest: ListedPost[]
}

export interface ListedPost {
  file: string
  title: string
  /** As its author wrote it. */
  date: string
  status: PostStatus
}

/** How many posts there are to choose from. */
const LATEST = 30

/**
 * The very mail that a send would make now, and what it would do. It reads the site and the database, writes nothing down,
 * and asks no server.
 */
export async function previewEdition(ports: PreviewPorts, request: PreviewRequest): Promise<EditionPreview> {
  const newsletter = newsletterNamed(ports.config, request.newsletter)
  const reader = request.as === undefined ? undefined : addressGiven(request.as)
  const record = reader && (await ports.subscribers.find(reader.key))
  const own = record?.subscriptions.find((subscription) => subscription.newsletter === newsletter.id)
  const cadence = cadenceNamed(newsletter, request.cadence ?? own?.cadence)
  const scanned = await ports.look()
  const known = await ports.newsletters.knownPosts(newsletter.id)
  const looking: PreviewPorts = {
    ...ports,
    newsletters: {
      ...ports.newsletters,
      newPosts: async (id) => newsAfterScan({ news: await ports.newsletters.newPosts(id), known }, scanned),
    },
  }
  const scan: Scan = { ...scanned, freshCount: scanned.record.fresh.length, baselines: [] }
  const wanted = { named: request.posts, hidden: true }
  const draft = await draftEdition(looking, scan, {
    newsletter,
    cadence,
    ...wanted,
    repeats: true,
    lookedAt: scan.at,
  })
  const { basis, mails, problems } = await lookMails(looking, scan, wanted, draft)
  const named = request.posts && namedPosts(scan, request.posts, true)
  const plan = await describeDraft({ ...ports, preflight: () => unasked(ports, newsletter) }, draft, [])
  const start = request.posts ? {} : await describeStart(looking, scan, { newsletter, cadence, lookedAt: scan.at })
  return {
    plan: { ...plan, ...start, problems },
    newsletter: { id: newsletter.id, title: newsletter.title },
    about: [
      ...aboutShown(newsletter, { named, isKnown: known !== undefined, basis }),
      ...startSentences({ ...start, posts: draft.posts }, ports.config.site.timezone),
    ],
    basis,
    mails,
    headers: draftHeaders(ports.config, draft),
    ...(reader && { reader: await findReader(ports, { reader, record, draft, basis }) }),
    latest: latestOf(scan),
    siteProblems: asWarnings(scan.problems),
  }
}

/** Whether pages are online and web.url answers is asked when it is sent, and not each time that somebody saves a file. */
async function unasked(
  { config, editions, planned }: PreviewPorts,
  { id }: NewsletterConfig,
): Promise<Omit<StartHistory, 'hasBaseline'>> {
  const unchecked = { instance: 'unchecked', links: 'unchecked' } as const
  if (transportOf(config) === 'mailbox') return unchecked
  return { ...unchecked, forgotten: await editions.forgotten(id), gap: await planned.gap(id) }
}

function latestOf({ posts }: Scan): ListedPost[] {
  return posts
    .toSorted(newestFirst)
    .slice(0, LATEST)
    .map(({ file, title, publishedAt, status }) => ({
      file,
      title,
      date: writtenDate(publishedAt).slice(0, 10),
      status,
    }))
}
