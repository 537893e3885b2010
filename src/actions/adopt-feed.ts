import type { Config } from '../config/config.ts'
import { type Problem, warning } from '../config/problem.ts'
import { isFeedId, writeAdoptedIds } from '../feeds/adopted-ids.ts'
import { matchEntries } from '../feeds/match-entries.ts'
import type { Scan } from './record-scan.ts'

export interface AdoptFeedPorts {
  config: Config
  scan(): Promise<Scan>
  /** The text of a feed, by URL or file. */
  readFeedText(from: string): Promise<string>
  adoptedIds: {
    read(): Promise<Map<string, string>>
    write(text: string): Promise<unknown>
  }
}

export interface AdoptFeedReport {
  /** Entries whose ids their posts now have. */
  adopted: { post: string; title: string; id: string }[]
  /** Entries that belong to no live post. */
  unmatched: { title: string; id: string }[]
  problems: Problem[]
}

/**
 * Takes over the ids that the site's present feed gives its entries, so that whoever reads it sees nothing twice when
 * Broadsheet's stands in its place. Ids taken over before stay.
 */
export async function adoptFeed(ports: AdoptFeedPorts, from: string): Promise<AdoptFeedReport> {
  // A reader of every feed there is takes its time to load.
  const { readFeed } = await import('../feeds/read-feed.ts')
  const entries = readFeed(await ports.readFeedText(from), from)
  const { live, problems } = await ports.scan()
  const { matches, unmatched } = matchEntries(entries, live, new URL(ports.config.site.url).pathname)
  const known = await ports.adoptedIds.read()
  const taken = new Set(known.values())
  const fresh = matches.filter(({ post, entry }) => !known.has(post.id) && !taken.has(entry.id))
  const usable = fresh.filter(({ entry }, index) => isFeedId(entry.id) && isFirst(fresh, index))
  for (const { post, entry } of usable) known.set(post.id, entry.id)
  await ports.adoptedIds.write(writeAdoptedIds(known))
  // The store takes what the file says.
  await ports.scan()
  return {
    adopted: usable.map(({ post, entry }) => ({ post: post.id, title: post.title, id: entry.id })),
    unmatched: unmatched.map(({ title, id }) => ({ title, id })),
    problems: [
      ...problems,
      ...fresh.filter(({ entry }) => !isFeedId(entry.id)).map(({ entry }) => notAnId(entry, from)),
    ],
  }
}

function isFirst(matches: { entry: { id: string } }[], index: number): boolean {
  return matches.findIndex(({ entry }) => entry.id === matches[index]?.entry.id) === index
}

function notAnId({ id, title }: { id: string; title: string }, file: string): Problem {
  const hint = 'Readers of the former feed may see this post once more.'
  return warning('feeds.foreign', `The id "${id}" of "${title}" is not one line of text, so no feed can have it.`, {
    file,
    hint,
  })
}
