import { feedHtmlWithFormulas } from '../../bodies/for-feed.ts'
import type { FormulaPicture } from '../../bodies/formulas.ts'
import type { RenderedEntry } from '../../bodies/rendered-entry.ts'
import type { Config } from '../../config/config.ts'
import { BroadsheetError, type Problem } from '../../config/problem.ts'
import { checkEntry } from '../../feeds/check-entry.ts'
import { closingLines } from '../../feeds/closing-lines.ts'
import type { FeedAuthor, FeedEntry } from '../../feeds/feed.ts'
import { feedRights } from '../../feeds/feed-rights.ts'
import type { Formula } from '../../posts/formula.ts'
import { nameWithoutAddress } from '../../posts/name-without-address.ts'
import type { Post, WrittenDate } from '../../posts/post.ts'
import type { StoredPost } from '../../posts/seen-post.ts'
import { unreadablePost } from '../../posts/unreadable-post.ts'
import { wordsFor } from '../../words/words-for.ts'
import type { Scan } from '../record-scan.ts'
import { coverImage, type DescribeFile, entryPlays, type PictureSize, type PlaySeconds } from './entry-media.ts'

/** What the store knows of a post's entry. */
export type EntryRecord = Pick<StoredPost, 'id' | 'entryId' | 'firstSeenAt' | 'changedAt' | 'publishedAt'>

export interface EntryPorts {
  config: Config
  describeFile: DescribeFile
  pictureSize: PictureSize
  playSeconds: PlaySeconds
  /** Draws formulas where feeds can show them; by formulaKey. */
  drawFormulas(formulas: Formula[]): Promise<{ pictures: Map<string, FormulaPicture>; problems: Problem[] }>
}

/** `pictures`: URLs of those that were put beside the feeds for it. */
type Made = { entry?: FeedEntry; problems: Problem[]; pictures: string[] }

/** Posts as entries of feeds, each made once however many feeds it is in. */
export class FeedEntries {
  readonly #ports: EntryPorts
  readonly #scan: Scan
  readonly #records: Map<string, EntryRecord>
  readonly #made = new Map<string, Made>()
  readonly #problems = new Map<string, Problem[]>()
  readonly #pictures = new Map<string, string[]>()

  constructor(ports: EntryPorts, scan: Scan, records: EntryRecord[]) {
    this.#ports = ports
    this.#scan = scan
    this.#records = new Map(records.map((record) => [record.id, record]))
  }

  /** The first so many of these posts; one that no reader could show is left out. `considered`: how many were looked at. */
  async first(count: number, posts: Post[]): Promise<{ entries: FeedEntry[]; considered: number }> {
    const entries: FeedEntry[] = []
    let considered = 0
    for (const post of posts) {
      if (entries.length === count) break
      considered++
      const { entry } = await this.#entryOf(post)
      if (entry) entries.push(entry)
    }
    return { entries, considered }
  }

  /** All of these posts, for one document: a site's whole archive need not be in memory at once. */
  async once(posts: Post[]): Promise<FeedEntry[]> {
    const entries: FeedEntry[] = []
    for (const post of posts) {
      const { entry } = this.#made.get(post.id) ?? (await this.#make(post))
      if (entry) entries.push(entry)
    }
    return entries
  }

  /** What was wrong with these, where anything was. */
  problemsOf(posts: Post[]): [id: string, problems: Problem[]][] {
    return posts.flatMap(({ id }): [string, Problem[]][] => {
      const problems = this.#problems.get(id) ?? []
      return problems.length > 0 ? [[id, problems]] : []
    })
  }

  /** The URLs of all pictures that were put beside the feeds for these. */
  picturesOf(posts: Post[]): string[] {
    return [...new Set(posts.flatMap(({ id }) => this.#pictures.get(id) ?? []))]
  }

  /** What an earlier build found wrong with posts that need not be made again. */
  recall(problems: [id: string, problems: Problem[]][]): void {
    for (const [id, ofPost] of problems) if (!this.#problems.has(id)) this.#problems.set(id, ofPost)
  }

  /** What was wrong with those that were made so far. */
  get problems(): Problem[] {
    return [...this.#problems.values()].flat()
  }

  async #entryOf(post: Post): Promise<Made> {
    const made = this.#made.get(post.id) ?? (await this.#make(post))
    this.#made.set(post.id, made)
    return made
  }

  async #make(post: Post): Promise<Made> {
    const record = this.#records.get(post.id)
    const made = record ? await this.#makeAlone(post, record) : { problems: [], pictures: [] }
    this.#problems.set(post.id, made.problems)
    if (made.pictures.length > 0) this.#pictures.set(post.id, made.pictures)
    return made
  }

  /** What is wrong with one post is its own problem: the others' feeds are written. */
  async #makeAlone(post: Post, record: EntryRecord): Promise<Made> {
    try {
      return await makeEntry(this.#ports, this.#scan, post, record)
    } catch (error) {
      if (error instanceof BroadsheetError) throw error
      return { problems: [unreadablePost(error, post.file)], pictures: [] }
    }
  }
}

async function makeEntry(
  { config, describeFile, pictureSize, playSeconds, drawFormulas }: EntryPorts,
  scan: Scan,
  post: Post,
  record: EntryRecord,
): Promise<Made> {
  const read = await scan.renderedEntries.rendered(post)
  if (!read.rendered) return { problems: read.problems, pictures: [] }
  const { rendered, problems, pictures } = await withFormulas(read.rendered, read.problems, drawFormulas)
  const rights = feedRights(config.feeds)
  const entry: FeedEntry = {
    id: record.entryId,
    url: post.url,
    title: post.title,
    publishedAt: post.publishedAt,
    updatedAt: updatedAt(post, record),
    summary: post.description?.trim() || rendered.excerpt,
    ...(config.feeds.content === 'full' && wholePost(config, post, rendered)),
    authors: post.authors.length > 0 ? post.authors : [publisher(config)],
    tags: [...post.categories, ...post.tags, ...(post.terms ?? [])],
    language: post.language,
    image: await coverImage(post.cover, { describeFile, pictureSize }),
    plays: await entryPlays(rendered.plays, { describeFile, playSeconds }),
    ...(rights && { rights }),
  }
  const faults = checkEntry(entry).map((problem) => ({ ...problem, file: post.file }))
  return { ...(faults.length === 0 && { entry }), problems: [...problems, ...faults], pictures }
}

async function withFormulas(rendered: RenderedEntry, problems: Problem[], draw: EntryPorts['drawFormulas']) {
  if (!rendered.formulas) return { rendered, problems, pictures: [] }
  const drawn = await draw(rendered.formulas)
  return {
    rendered: { ...rendered, html: feedHtmlWithFormulas(rendered.html, drawn.pictures) },
    problems: [...problems, ...drawn.problems],
    pictures: [...drawn.pictures.values()].map(({ url }) => url),
  }
}

function wholePost({ feeds }: Config, post: Post, rendered: RenderedEntry): { html: string; text: string } {
  const reply = feeds.replyTo && { to: feeds.replyTo, label: wordsFor(post.language).feeds.replyByMail }
  const rights = feedRights(feeds)
  const closing = closingLines({ ...(reply && { reply }), ...(rights && { rights }) }, post.title)
  return {
    html: [rendered.html, closing.html].filter(Boolean).join('\n'),
    text: [rendered.text, closing.text].filter(Boolean).join('\n\n'),
  }
}

/** Who speaks where nobody is named. The same in each of a site's feeds. */
export function publisher({ site }: Config): FeedAuthor {
  return { name: nameWithoutAddress(site.author?.name ?? '') || site.title }
}

/** What the author says, else when we saw the words change; never the time of a build. */
function updatedAt(post: Post, record: EntryRecord): WrittenDate {
  if (post.updatedAt) return post.updatedAt
  if (record.changedAt.equals(record.firstSeenAt)) return post.publishedAt
  return { instant: record.changedAt, offset: post.publishedAt.offset }
}
