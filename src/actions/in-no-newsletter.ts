import type { Config } from '../config/config.ts'
import { count } from '../config/count.ts'
import { matchesSelection } from '../editions/due.ts'
import { firstOf } from '../posts/not-news.ts'
import type { Post } from '../posts/post.ts'

/** Posts of one section that no newsletter takes. */
export interface UntakenGroup {
  /** '' at the top. */
  section: string
  /** As the person knows them, by name. */
  files: string[]
}

/**
 * Live posts that are in feeds and that every newsletter's `select` leaves out, the largest section first. Where there is no newsletter,
 * nobody expects mails.
 */
export function inNoNewsletter(posts: Post[], { newsletters }: Pick<Config, 'newsletters'>): UntakenGroup[] {
  if (newsletters.length === 0) return []
  const groups = new Map<string, string[]>()
  for (const post of posts) {
    if (post.status !== 'live' || newsletters.some(({ select }) => matchesSelection(post, select))) continue
    const files = groups.get(post.section) ?? []
    groups.set(post.section, files)
    files.push(post.file)
  }
  const found = Array.from(groups, ([section, files]) => ({ section, files: files.toSorted() }))
  return found.sort((a, b) => b.files.length - a.files.length || (a.section < b.section ? -1 : 1))
}

const MOST_SECTIONS = 5

/** `In no newsletter, by its select: 40 posts of notes/ (notes/a.md, … and 37 more); …`; undefined where there is nothing to say. */
export function describeInNoNewsletter(groups: UntakenGroup[]): string | undefined {
  if (groups.length === 0) return undefined
  const named = groups.slice(0, MOST_SECTIONS)
  const others = groups.slice(MOST_SECTIONS)
  const rest = others.reduce((sum, { files }) => sum + files.length, 0)
  const parts = named.map(
    ({ section, files }) =>
      `${count(files.length, 'post')} ${section === '' ? 'at the top' : `of ${section}/`} (${firstOf(files)})`,
  )
  if (rest > 0) parts.push(`${count(rest, 'post')} of ${count(others.length, 'more section')}`)
  return `In no newsletter, since no \`select\` takes them: ${parts.join('; ')}.`
}
