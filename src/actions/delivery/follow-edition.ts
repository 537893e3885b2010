import type { Temporal } from 'temporal-polyfill'
import type { Config } from '../../config/config.ts'
import type { Problem } from '../../config/problem.ts'
import {
  type DeliveryCounts,
  type EditionProgress,
  editionProgress,
  type Pace,
  pace,
  type WaitingDeliveries,
} from '../../deliveries/edition-progress.ts'
import { untriedSentences } from '../../deliveries/untried-sentences.ts'
import { type Edition, isMoving } from '../../editions/edition.ts'
import { waitOf, waitSentence } from '../../editions/waits.ts'

export interface FollowPorts {
  config: Pick<Config, 'newsletters' | 'site'>
  editions: { byId(id: number): Promise<Edition | undefined> }
  deliveries: {
    counts(editionId: number): Promise<DeliveryCounts>
    /** How many of these editions' mails may have come twice. */
    comeTwice(editionIds: number[]): Promise<number>
    waiting(editionId: number): Promise<WaitingDeliveries>
  }
  openProblems: { list(): Promise<{ part: string; problems: Problem[] }[]> }
  clock(): Temporal.Instant
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>
}

/** As what a mail server stands among the parts that fail. */
export function serverPart(server: string): string {
  return `server ${server}`
}

export interface Followed {
  edition: Edition
  counts: DeliveryCounts
  progress: EditionProgress
  /** Mails whose fate was unknown, and that were sent again. */
  mayHaveComeTwice: number
  /** What servers are in trouble with now, whoever delivers. */
  troubles: string[]
  /** Of what is deferred, what was not tried yet: how many, */
  untried: number
  /** and what they wait for, a sentence each. */
  untriedWait: string[]
  /** What it waits for, in a sentence. */
  waits?: string
  pace: Pace
  at: Temporal.Instant
  /** Since it was followed. */
  seconds: number
}

/** A look costs as much as it counts rows: at a million it should not take a tenth of the database's time. */
const LOOK_EVERY_MS = 200
const LOOK_SHARE = 10
/** A database that did not answer, or a clock that was set meanwhile, makes a look seem long. */
const LONGEST_WAIT_MS = 10_000

/** Watches an edition, whoever delivers it, until nothing more happens to it for now, or `signal` aborts. */
export async function followEdition(
  ports: FollowPorts,
  id: number,
  signal: AbortSignal,
  onProgress: (followed: Followed) => void,
): Promise<Followed> {
  const followedFrom = ports.clock()
  const begun = { untried: 0, at: followedFrom }
  for (let isFirst = true; ; isFirst = false) {
    const lookedAt = ports.clock()
    const edition = await ports.editions.byId(id)
    if (!edition) throw new Error(`edition ${id} is not in the store`)
    const counts = await ports.deliveries.counts(id)
    const look = { untried: (counts.queued ?? 0) + (counts.sending ?? 0), at: ports.clock() }
    if (isFirst || look.untried > begun.untried) Object.assign(begun, look)
    const followed = {
      edition,
      counts,
      progress: editionProgress(counts),
      ...(await untriedOf(ports, id, counts)),
      mayHaveComeTwice: await ports.deliveries.comeTwice([id]),
      troubles: await troublesOf(ports),
      waits: waitsFor(ports, edition),
      pace: pace(begun, look),
      at: look.at,
      seconds: followedFrom.until(look.at).total('seconds'),
    }
    onProgress(followed)
    if (signal.aborted || !isMoving(edition)) return followed
    const lookMs = lookedAt.until(ports.clock()).total('milliseconds')
    await ports.sleep(Math.min(LONGEST_WAIT_MS, Math.max(LOOK_EVERY_MS, lookMs * LOOK_SHARE)), signal)
  }
}

async function untriedOf(
  { config, deliveries }: FollowPorts,
  id: number,
  { deferred = 0 }: DeliveryCounts,
): Promise<Pick<Followed, 'untried' | 'untriedWait'>> {
  if (deferred === 0) return { untried: 0, untriedWait: [] }
  const waiting = await deliveries.waiting(id)
  return {
    untried: waiting.forHour + waiting.forMail,
    untriedWait: untriedSentences(waiting, config.site.timezone),
  }
}

function waitsFor({ config, clock }: FollowPorts, edition: Edition): string | undefined {
  const wait = waitOf(edition, config, clock())
  return wait && waitSentence(edition, wait)
}

async function troublesOf({ openProblems }: FollowPorts): Promise<string[]> {
  const servers = (await openProblems.list()).filter(({ part }) => part.startsWith(serverPart('')))
  return servers.flatMap(({ problems }) => problems.map(({ message }) => message))
}
