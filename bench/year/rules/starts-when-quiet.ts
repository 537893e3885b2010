import { startedEditions } from '../books.ts'
import type { Run, Stir } from '../history.ts'
import type { Rule } from './rule.ts'

/** An edition that publication started, in epoch milliseconds. */
export interface StartedEdition {
  name: string
  dueAt: number
  madeAt: number
  /** Made anew later, with the posts of that moment. */
  wasHeld: boolean
  /** When its state changed. */
  steps: number[]
  marks: string[]
}

/** What a year knows of posts and of looks at the site, in order, in epoch milliseconds. */
export interface Published {
  quiet: number
  /** When a post was first seen, by mark; without those that count as sent or are old. */
  firstSeen: ReadonlyMap<string, number>
  /** Whenever what the site shows was another than before. */
  stirs: readonly Stir[]
  runs: readonly Pick<Run, 'ms' | 'isWhole'>[]
  /** When a held edition changed: it may have let its posts go, which begin the quiet time anew at the look after that. */
  letGo: readonly number[]
}

/** What starts on publication starts once it has been quiet, then at the next look, and never twice in the quiet time. */
export const STARTS_WHEN_QUIET: Rule = {
  name: 'what starts on publication starts once it is quiet',
  async atEnd(world) {
    const { quietMinutes } = world.settings
    const { history, site } = world
    // Of times by a clock that went back, none is after another.
    if (quietMinutes === undefined || history.wasSetBack) return []
    const quiet = quietMinutes * 60_000
    const editions = startedEditions(world)
    const archived = new Set(history.archives.flat())
    const firstSeen = new Map(
      [...history.firstSeen].flatMap(([mark, at]): [string, number][] => {
        const post = site.posts.find((each) => each.mark === mark)
        const isKept = history.adopted.has(mark) || history.named.has(mark) || archived.has(mark)
        return post && !isKept && !isOld(post.date, at.epochMilliseconds) ? [[mark, at.epochMilliseconds]] : []
      }),
    )
    const letGo = editions.flatMap(({ wasHeld, steps }) => (wasHeld ? steps : []))
    const published = { quiet, firstSeen, stirs: history.stirs, runs: history.runs, letGo }
    return [...tooSoon(editions, published, history.firstSeen), ...tooLate(editions, published)]
  },
}

const WEEK_MS = 7 * 24 * 3_600_000

/** Together with an archive it may be taken for a part of that. */
function isOld(date: string, seenAt: number): boolean {
  return seenAt - Date.parse(date) > WEEK_MS
}

/** Editions within the quiet time after a post of theirs, or after another edition. */
export function tooSoon(
  editions: StartedEdition[],
  { quiet }: Pick<Published, 'quiet'>,
  firstSeen: ReadonlyMap<string, { epochMilliseconds: number }>,
): string[] {
  const beside = editions.flatMap(({ name, dueAt }, index) => {
    const before = editions[index - 1]
    return before && dueAt - before.dueAt < quiet ? [`${name} is within the quiet time of ${before.name}`] : []
  })
  const early = editions
    .filter(({ wasHeld }) => !wasHeld)
    .flatMap(({ name, madeAt, marks }) =>
      marks
        .filter((mark) => madeAt - (firstSeen.get(mark)?.epochMilliseconds ?? 0) < quiet)
        .map((mark) => `${name} was made too soon after ${mark}`),
    )
  return [...beside, ...early]
}

/** Posts after which no edition was made once it had been quiet, though somebody looked. */
export function tooLate(editions: StartedEdition[], published: Published): string[] {
  return [...published.firstSeen].flatMap(([mark, seenAt]) => {
    const latest = latestStart(mark, seenAt, published)
    if (latest === undefined) return []
    const isMade = editions.some(({ dueAt }) => dueAt >= seenAt + published.quiet && dueAt <= latest)
    return isMade ? [] : [`no edition was made for ${mark} until ${new Date(latest).toISOString()}`]
  })
}

/** By when an edition is due at the latest; undefined where nobody looked then, or the site hid the post before. */
function latestStart(mark: string, seenAt: number, { quiet, stirs, runs, letGo }: Published): number | undefined {
  const lookAfter = (ms: number) => runs.find((run) => run.isWhole && run.ms >= ms)?.ms
  let noted = lookAfter(seenAt)
  while (noted !== undefined) {
    const from = noted
    const look = lookAfter(from + quiet)
    if (look === undefined) return undefined
    const isHidden = stirs.some(({ at, live }) => at >= seenAt && at <= look && !live.has(mark))
    if (isHidden) return undefined
    const stirred = stirs.findLast(({ at }) => at > from && at <= look)?.at ?? 0
    const freed = Math.max(0, ...letGo.filter((at) => at >= from && at < look).map((at) => at + 1))
    if (stirred === 0 && freed === 0) return from + quiet
    noted = lookAfter(Math.max(stirred, freed))
  }
  return undefined
}
