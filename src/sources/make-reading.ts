import { hash as digest } from 'node:crypto'
import type { Reading } from '../bodies/reading.ts'
import type { Problem } from '../config/problem.ts'
import type { Post } from '../posts/post.ts'
import type { ReadBody } from '../posts/site-source.ts'
import { unreadablePost } from '../posts/unreadable-post.ts'
import { recording } from './asked.ts'
import type { BodyReader } from './body-reader.ts'
import { Origin } from './origin.ts'

export interface KeptReading {
  /** Of the origin that it goes with. */
  origin: string
  /** Absent where the post cannot be shown. */
  reading?: Reading
}

/** What readings are made with. */
export interface ReadingParts {
  bodies: BodyReader
  /** SHA-256 of a post's file, as it was when the site was opened, by Post.path. */
  hashes: ReadonlyMap<string, string>
  keys: { settings: string; index: string; templates: string }
  /** Of the site, `https://lantern.example`. */
  origin: string
}

export interface MadeReading {
  /** Absent where the post cannot be shown: a problem says why. */
  reading?: Reading
  problems: Problem[]
  /** Absent where the reading cannot be kept: a file that changed since the site was opened is another post by now, which the next look sees. */
  origin?: Origin
}

/** Renders a post, and notes what it asked of its site meanwhile. */
export async function makeReading(parts: ReadingParts, post: Post): Promise<MadeReading> {
  const { bodies, keys, hashes } = parts
  const { answers, asked } = recording(bodies.answersFor(post), parts.origin)
  const { hash, ...read } = await bodies.read(post, answers)
  const { reading, problems } = await asReading(read, post)
  const made = { ...(reading && { reading }), problems }
  if (hash === undefined || hash !== hashes.get(post.path)) return made
  const plays = (reading?.plays ?? []).flatMap(({ file }) => file ?? [])
  const origin = Origin.of(originKey(parts, post), keys.index, {
    asked,
    ...(asked.shortcodes.some(([, has]) => has) && { templates: keys.templates }),
    problems,
    ...(plays.length > 0 && { plays }),
  })
  return { ...made, origin }
}

async function asReading({ body, problems }: ReadBody, post: Post): Promise<Omit<MadeReading, 'origin'>> {
  if (!body) return { problems }
  const { readingOf } = await import('../bodies/reading.ts')
  try {
    return { reading: readingOf(body, post), problems }
  } catch (error) {
    return { problems: [...problems, unreadablePost(error, post.file)] }
  }
}

/** As they are kept. */
export interface WrittenReading {
  origin: string
  /** A KeptReading. */
  reading: string
}

export function writeReading(reading: Reading | undefined, origin: Origin): WrittenReading {
  const kept: KeptReading = { origin: origin.digest, ...(reading && { reading }) }
  return { origin: origin.text, reading: JSON.stringify(kept) }
}

/** Of all but the site's answers: a reading with another key has to be made anew. */
export function originKey({ keys, bodies, hashes }: ReadingParts, post: Post): string {
  const { place, url } = bodies.pageOf(post)
  const facts = [keys.settings, hashes.get(post.path) ?? '', place, url, post.url, post.title, post.language, post.file]
  return digest('sha1', JSON.stringify(facts), 'base64')
}
