import { type Doubles, judgeDoubles } from './doubles.ts'
import type { Disturbance, Evidence } from './evidence.ts'
import { grouped } from './grouped.ts'
import type { LedgerDelivery, LedgerEdition } from './ledger.ts'
import type { Taken } from './relay-log.ts'

/** What became of everybody, by the relay's log held against the ledger. Sentences, one a finding. */
export interface Verdict {
  lost: string[]
  doubled: Doubles
  /** Deliveries of unknown fate that are left to an operator. */
  uncertain: number
  wrong: string[]
}

/** A mail was begun before its reader left, or its edition paused, by the relay's clock; a machine may be busy. */
const GRACE_MS = 3_000

export function judge(evidence: Evidence): Verdict {
  const { ledger, relay, disturbances, misdeeds } = evidence
  const taken = relay.filter((event) => event.event === 'taken')
  const copies = grouped(taken, ({ messageId }) => messageId)
  const cases: Cases = {
    ...evidence,
    copies,
    refusals: new Set(relay.flatMap((event) => (event.event === 'refused' ? `${event.to} ${event.code}` : []))),
    departed: new Set(evidence.departures.map(({ address }) => address)),
    editions: new Map(ledger.editions.map((edition) => [edition.id, edition])),
  }
  const doubled = judgeDoubles(copies.values(), disturbances)
  const deliveries = ledger.deliveries.map((delivery) => judgeDelivery(cases, delivery))
  return {
    lost: [...deliveries.flatMap(({ lost }) => lost), ...lostEditions(evidence), ...lostReaders(evidence)],
    doubled,
    uncertain: ledger.deliveries.filter(isHeld).length,
    wrong: [
      ...deliveries.flatMap(({ wrong }) => wrong),
      ...strangeMails(taken, ledger.deliveries),
      ...mailsAfterLeaving(evidence, taken),
      ...mailsDuringPause(evidence, taken),
      ...postsTwice(cases),
      ...misdeeds,
    ],
  }
}

export function isGood({ lost, doubled, wrong }: Verdict): boolean {
  return lost.length === 0 && wrong.length === 0 && doubled.unexplained.length === 0
}

interface Cases extends Evidence {
  /** By Message-ID. */
  copies: Map<string, Taken[]>
  /** `ADDRESS CODE` */
  refusals: Set<string>
  departed: Set<string>
  editions: Map<number, LedgerEdition>
}

type Findings = { lost: string[]; wrong: string[] }

/** One delivery's state against what the relay knows of it. */
function judgeDelivery(cases: Cases, delivery: LedgerDelivery): Findings {
  const { state, messageId, uncertainCount } = delivery
  const copies = cases.copies.get(messageId) ?? []
  const called = `${messageId} is ${state}`
  const lost: string[] = []
  const wrong: string[] = []
  const known = copies.filter(isKnown)
  const mayHaveArrived = state === 'accepted' || state === 'uncertain' || uncertainCount > 0
  if (state === 'accepted' && copies.length === 0) lost.push(`${called}, but the relay never took it`)
  if (known.length > 0 && !mayHaveArrived) wrong.push(`${called}, but the relay took it: ${answersTo(copies)}`)
  if (known.length > 1 && uncertainCount === 0)
    wrong.push(`${called} and never was uncertain, but the relay took it ${copies.length} times: ${answersTo(copies)}`)
  if (state === 'rejected' && !wasRefused(cases, delivery)) wrong.push(`${called}, but the relay never refused it so`)
  if (state === 'cancelled' && !mayBeCancelled(cases, delivery)) lost.push(`${called}, but nobody wanted that`)
  const isOver = ['accepted', 'rejected', 'cancelled'].includes(state) || isHeld(delivery)
  if (!isOver && cases.editions.get(delivery.editionId)?.state !== 'cancelled') lost.push(`${called} for ever`)
  return { lost, wrong }
}

/** Of what the relay itself muddled, a sender can know nothing. */
function isKnown({ heard }: Taken): boolean {
  return heard !== 'anything'
}

function isHeld({ state, dueAt }: LedgerDelivery): boolean {
  return state === 'uncertain' && dueAt === null
}

function answersTo(copies: Taken[]): string {
  return copies.map(({ answer, connection }) => `"${answer}" on connection ${connection}`).join(', ')
}

function wasRefused({ refusals }: Cases, { address, replyCode }: LedgerDelivery): boolean {
  return refusals.has(`${address} ${replyCode}`)
}

function mayBeCancelled({ departed, ledger, editions }: Cases, delivery: LedgerDelivery): boolean {
  if (delivery.reason === 'unsubscribed') return departed.has(delivery.address)
  if (delivery.reason === 'suppressed') return ledger.suppressed.has(delivery.address)
  return editions.get(delivery.editionId)?.state === 'cancelled'
}

/** Candidates without a delivery or a reason, and editions that are over before their deliveries are. */
function lostEditions({ ledger }: Evidence): string[] {
  const byEdition = grouped(ledger.deliveries, ({ editionId }) => editionId)
  return ledger.editions.flatMap(({ id, name, state, candidateCount, excludedCount }) => {
    const deliveries = byEdition.get(id) ?? []
    const sentences: string[] = []
    const accounted = deliveries.length + excludedCount
    if (candidateCount !== null && candidateCount !== accounted)
      sentences.push(`${name} has ${candidateCount} candidates, but accounts for ${accounted}`)
    const open = deliveries.filter((each) => ['queued', 'sending', 'deferred', 'uncertain'].includes(each.state))
    if (state === 'sent' && open.length > 0) sentences.push(`${name} is sent with ${open.length} open deliveries`)
    const isSettled = state === 'settling' && open.length > 0 && open.every(isHeld)
    if (!isSettled && !['sent', 'cancelled', 'skipped'].includes(state)) sentences.push(`${name} is ${state} for ever`)
    return sentences
  })
}

/** Those who never left and whose address lives have a delivery with each post that anybody was sent: all were subscribed before. */
function lostReaders({ ledger, readers, departures }: Evidence): string[] {
  const gone = new Set([...departures.map(({ address }) => address), ...ledger.suppressed])
  const posts = new Set(ledger.deliveries.flatMap(({ postIds }) => postIds))
  const byReader = grouped(ledger.deliveries, ({ address }) => address)
  return readers
    .filter((address) => !gone.has(address))
    .flatMap((address) => {
      const had = new Set(byReader.get(address)?.flatMap(({ postIds }) => postIds))
      return [...posts].filter((post) => !had.has(post)).map((post) => `${address} was forgotten with ${post}`)
    })
}

/** Mails that no delivery explains, to somebody else than it says, or not whole. */
function strangeMails(taken: Taken[], deliveries: LedgerDelivery[]): string[] {
  const addresses = new Map(deliveries.map(({ messageId, address }) => [messageId, address]))
  return taken.flatMap(({ messageId, to, isWhole }) => {
    const address = addresses.get(messageId)
    if (address !== to) return [`the relay took ${messageId} for ${to}: that is ${address ?? 'nobody'}'s`]
    return isWhole ? [] : [`the relay took half of ${messageId}`]
  })
}

function mailsAfterLeaving({ departures, disturbances }: Evidence, taken: Taken[]): string[] {
  // Who left twice left the first time.
  const left = new Map([...departures].reverse().flatMap(({ address, at }) => (at ? [[address, at] as const] : [])))
  return taken.flatMap((mail) => {
    const at = left.get(mail.to)
    if (at === undefined || mail.begun <= at + GRACE_MS + stalledSince(disturbances, at)) return []
    return [`${mail.messageId} was begun ${mail.begun - at} ms after ${mail.to} had left`]
  })
}

function mailsDuringPause({ pauses, disturbances }: Evidence, taken: Taken[]): string[] {
  return pauses.flatMap(({ edition, from, until }) => {
    const prefix = `<${edition.replace('/', '.')}.`
    const earliest = from + GRACE_MS + stalledSince(disturbances, from)
    return taken
      .filter(({ messageId, begun }) => messageId.startsWith(prefix) && begun > earliest && begun < until)
      .map(({ messageId, begun }) => `${messageId} was begun ${begun - from} ms into a pause`)
  })
}

/** A process that stood still from before `at` has a mail under way when it goes on. */
function stalledSince(disturbances: Disturbance[], at: number): number {
  const ends = disturbances.filter(({ isStall, from, until }) => isStall && from <= at && until > at)
  return Math.max(0, ...ends.map(({ until }) => until - at))
}

/** Promise 3: nobody is sent a post by two editions. */
function postsTwice({ copies, ledger }: Cases): string[] {
  const seen = new Map<string, string>()
  return ledger.deliveries.flatMap(({ address, messageId, postIds }) => {
    if (!copies.get(messageId)?.some(isKnown)) return []
    return postIds.flatMap((postId) => {
      const before = seen.get(`${address} ${postId}`)
      seen.set(`${address} ${postId}`, messageId)
      return before ? [`${address} was sent ${postId} by ${before} and ${messageId}`] : []
    })
  })
}
