import { hash as digest } from 'node:crypto'
import type { RenderedEntry } from '../bodies/rendered-entry.ts'
import type { Problem } from '../config/problem.ts'
import type { Post } from '../posts/post.ts'
import type { ReadBody } from '../posts/site-source.ts'
import { unreadablePost } from '../posts/unreadable-post.ts'
import { recording } from './asked.ts'
import type { BodyReader } from './body-reader.ts'
import { Origin } from './origin.ts'

export interface CachedEntry {
  /** Of the origin that it goes with. */
  origin: string
  /** Absent where the post cannot be shown. */
  rendered?: RenderedEntry
}

/** What entries are rendered with. */
export interface RenderParts {
  bodies: BodyReader
  /** SHA-256 of a post's file, as it was when the site was opened, by Post.path. */
  hashes: ReadonlyMap<string, string>
  keys: { settings: string; index: string }
  /** Of the site, `https://lantern.example`. */
  origin: string
}

export interface MadeEntry {
  /** Absent where the post cannot be shown: a problem says why. */
  rendered?: RenderedEntry
  problems: Problem[]
  /** Absent where the rendered entry cannot be kept: a file that changed since the site was opened is another post by now, which the next scan sees. */
  origin?: Origin
}

/** Renders a post, and notes what it asked of its site meanwhile. */
export async function renderEntry(parts: RenderParts, post: Post): Promise<MadeEntry> {
  const { bodies, keys, hashes } = parts
  const { answers, asked } = recording(bodies.answersFor(post), parts.origin)
  const { hash, ...read } = await bodies.read(post, answers)
  const { rendered, problems } = await asRenderedEntry(read, post)
  const made = { ...(rendered && { rendered }), problems }
  if (hash === undefined || hash !== hashes.get(post.path)) return made
  const plays = (rendered?.plays ?? []).flatMap(({ file }) => file ?? [])
  const origin = Origin.of(originKey(parts, post), keys.index, {
    asked,
    problems,
    ...(plays.length > 0 && { plays }),
  })
  return { ...made, origin }
}

async function asRenderedEntry({ body, problems }: ReadBody, post: Post): Promise<Omit<MadeEntry, 'origin'>> {
  if (!body) return { problems }
  const { renderedEntryOf } = await import('../bodies/rendered-entry.ts')
  try {
    return { rendered: renderedEntryOf(body, post), problems }
  } catch (error) {
    return { problems: [...problems, unreadablePost(error, post.file)] }
  }
}

/** As they are kept. */
export interface SerialisedEntry {
  origin: string
  /** A CachedEntry. */
  rendered: string
}

export function serialiseEntry(rendered: RenderedEntry | undefined, origin: Origin): SerialisedEntry {
  const cached: CachedEntry = { origin: origin.digest, ...(rendered && { rendered }) }
  return { origin: origin.text, rendered: JSON.stringify(cached) }
}

/** Of all but the site's answers: a rendered entry with another key has to be made anew. */
export function originKey({ keys, bodies, hashes }: RenderParts, post: Post): string {
  const { place, url } = bodies.pageOf(post)
  const given = bodies.givenHash(post) ?? ''
  const facts = [keys.settings, hashes.get(post.path) ?? '', place, url, post.url, post.title, post.language, post.file]
  if (given !== '') facts.push(given)
  return digest('sha1', JSON.stringify(facts), 'base64')
}
