import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { parse } from 'smol-toml'
import type { Difference } from './compare.ts'

/** A difference that is no fault: of one post, for a reason that docs/hugo.md tells. */
export interface KnownDifference {
  reason: string
  file: string
  /** `text 0a1b2c3d`: what differs, and the checksum of the two passages. */
  mark: string
}

export interface Judged {
  /** Such as nobody has looked at. */
  unknown: Difference[]
  known: (Difference & { reason: string })[]
  /** Listed, and no longer so. */
  stale: KnownDifference[]
}

/** The list of a site, beside the oracle by the name of the site's folder; empty where there is none. */
export async function readKnown(file: string): Promise<KnownDifference[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    return ''
  })
  return knownIn(text)
}

/** Below each reason the posts, and below each post its marks. */
export function knownIn(text: string): KnownDifference[] {
  const reasons = parse(text) as Record<string, Record<string, string[]>>
  return Object.entries(reasons).flatMap(([reason, posts]) =>
    Object.entries(posts).flatMap(([file, marks]) => marks.map((mark) => ({ reason, file, mark }))),
  )
}

export function judge(differences: Difference[], list: KnownDifference[]): Judged {
  const byMark = new Map(list.map((known) => [`${known.file} ${known.mark}`, known]))
  const found = differences.map((difference) => ({ difference, known: byMark.get(keyOf(difference)) }))
  const met = new Set(found.map(({ known }) => known))
  const reasoned = found.map(({ difference, known }) => ({ ...difference, reason: difference.reason ?? known?.reason }))
  return {
    unknown: reasoned.filter(({ reason }) => reason === undefined),
    known: reasoned.flatMap(({ reason, ...difference }) => (reason === undefined ? [] : [{ ...difference, reason }])),
    stale: list.filter((known) => !met.has(known)),
  }
}

function keyOf(difference: Difference): string {
  return `${difference.file} ${markOf(difference)}`
}

/** The same as long as the two passages are, whatever else of the post changes. */
export function markOf({ what, hugo, ours }: Difference): string {
  const passages = what === 'status' ? [hugo.replace(/ at .*/, ''), ours] : passagesOf(hugo, ours)
  return `${what} ${createHash('sha256').update(passages.join('\0')).digest('hex').slice(0, 8)}`
}

/** What is left of both when what they begin and end with alike is taken away. */
export function passagesOf(one: string, other: string): [string, string] {
  const shorter = Math.min(one.length, other.length)
  let start = 0
  while (start < shorter && one[start] === other[start]) start += 1
  let end = 0
  while (end < shorter - start && one.at(-1 - end) === other.at(-1 - end)) end += 1
  return [one.slice(start, one.length - end), other.slice(start, other.length - end)]
}
