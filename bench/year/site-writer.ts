import { copyFileSync, existsSync, mkdirSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Temporal } from 'temporal-polyfill'

/** A post as its writer has it. */
export interface WrittenPost {
  /** Stands in its title and its text, and in no other post: `qz0017zq`. */
  mark: string
  /** Below content/. */
  path: string
  title: string
  text: string
  /** Front matter as written. */
  date: string
  fields: Record<string, string>
  /** The file is there. */
  exists: boolean
}

/** The operator's folder: posts, templates and configuration, as files on the real disk. */
export class SiteWriter {
  readonly dir: string
  readonly posts: WrittenPost[] = []
  /** How often a file was written or removed. */
  changes = 0
  readonly #clock: { now(): Temporal.Instant }

  constructor(dir: string, clock: { now(): Temporal.Instant }) {
    this.dir = dir
    this.#clock = clock
  }

  write(path: string, text: string): void {
    this.changes++
    const file = join(this.dir, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
    const seconds = this.#clock.now().epochMilliseconds / 1_000
    utimesSync(file, seconds, seconds)
  }

  remove(path: string): void {
    this.changes++
    rmSync(join(this.dir, path), { force: true })
  }

  removeFolder(path: string): void {
    rmSync(join(this.dir, path), { force: true, recursive: true })
  }

  copy(from: string, to: string): void {
    copyFileSync(join(this.dir, from), join(this.dir, to))
  }

  /** As a power cut may leave a file that nobody flushed. */
  truncate(path: string): void {
    const file = join(this.dir, path)
    if (existsSync(file)) truncateSync(file, 4_096)
  }

  /** A new post of this moment, unless its date says otherwise. */
  publish(given: Partial<Pick<WrittenPost, 'title' | 'text' | 'date' | 'fields' | 'path'>> = {}): WrittenPost {
    const number = this.posts.length + 1
    const mark = `qz${String(number).padStart(4, '0')}zq`
    const post: WrittenPost = {
      mark,
      path: given.path ?? `posts/post-${number}.md`,
      title: `${given.title ?? 'News'} ${mark}`,
      text: given.text ?? `Word for word, number ${number} is ${mark}.`,
      date: given.date ?? this.#clock.now().toString({ smallestUnit: 'second' }),
      fields: given.fields ?? {},
      exists: true,
    }
    if (!post.text.includes(mark)) post.text += ` ${mark}.`
    this.posts.push(post)
    this.save(post)
    return post
  }

  save(post: WrittenPost): void {
    const fields = { title: JSON.stringify(post.title), date: post.date, ...post.fields }
    const matter = Object.entries(fields).map(([key, value]) => `${key}: ${value}\n`)
    this.write(`content/${post.path}`, `---\n${matter.join('')}---\n${post.text}\n`)
    post.exists = true
  }

  rename(post: WrittenPost, path: string): void {
    this.remove(`content/${post.path}`)
    post.path = path
    this.save(post)
  }

  delete(post: WrittenPost): void {
    this.remove(`content/${post.path}`)
    post.exists = false
  }
}

/** Does the site show it at this moment? As Hugo has it, for the fields that a year writes. */
export function isShown(post: WrittenPost, now: Temporal.Instant): boolean {
  const { draft, publishDate, expiryDate } = post.fields
  const isPast = (date: string | undefined) => !date || Temporal.Instant.compare(Temporal.Instant.from(date), now) <= 0
  const isExpired = expiryDate !== undefined && isPast(expiryDate)
  return (
    post.exists &&
    draft !== 'true' &&
    isPast(publishDate ?? post.date) &&
    !isExpired &&
    !post.fields.build?.includes('never')
  )
}
