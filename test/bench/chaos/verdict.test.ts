import { expect, test } from 'vitest'
import type { Evidence } from '../../../bench/chaos/evidence.ts'
import type { LedgerDelivery } from '../../../bench/chaos/ledger.ts'
import type { Heard, RelayEvent, Taken } from '../../../bench/chaos/relay-log.ts'
import { isGood, judge } from '../../../bench/chaos/verdict.ts'

const MEI = 'mei@example.org'
const ID = '<weekly.1.mei@chaos.example>'

/** The relay took a mail, `at` seconds into the chaos. */
function taken(at: number, heard: Heard = 'taken', more: Partial<Taken> = {}): Taken {
  const times = { at: at * 1000, begun: at * 1000 }
  const mail = { connection: 1, port: 50_001, messageId: ID, to: MEI, answer: '250', isWhole: true, token: '' }
  return { event: 'taken', ...times, ...mail, heard, ...more }
}

function delivery(state: string, more: Partial<LedgerDelivery> = {}): LedgerDelivery {
  const rest = { reason: null, dueAt: null, replyCode: null, uncertainCount: 0, postIds: ['lamp'] }
  return { editionId: 1, address: MEI, messageId: ID, state, ...rest, ...more }
}

/** One edition, to one reader. */
function evidence(relay: RelayEvent[], deliveries: LedgerDelivery[], more: Partial<Evidence> = {}): Evidence {
  const edition = { id: 1, name: 'weekly/1', state: 'sent', candidateCount: deliveries.length, excludedCount: 0 }
  const ledger = { editions: [edition], deliveries, suppressed: new Set<string>() }
  return { relay, ledger, readers: [MEI], departures: [], disturbances: [], pauses: [], misdeeds: [], ...more }
}

const disturbance = { what: 'kill', from: 10_000, until: 11_000, connections: 1 }

test('accepted, and taken once: all is well', () => {
  const verdict = judge(evidence([taken(1)], [delivery('accepted')]))
  expect(verdict).toMatchObject({ lost: [], doubled: { count: 0, unexplained: [] }, uncertain: 0, wrong: [] })
  expect(isGood(verdict)).toBe(true)
})

test('lost: accepted by the ledger, but not by the relay', () => {
  const verdict = judge(evidence([], [delivery('accepted')]))
  expect(verdict.lost).toEqual([`${ID} is accepted, but the relay never took it`])
  expect(isGood(verdict)).toBe(false)
})

test.each(['queued', 'sending', 'deferred', 'expired'])('lost: a delivery that stays %s', (state) => {
  expect(judge(evidence([], [delivery(state)])).lost).toContain(`${ID} is ${state} for ever`)
})

test('lost: a reader whom an edition forgot, a candidate without a reason, an edition that is sent too early', () => {
  const others = evidence([taken(1)], [delivery('accepted')], { readers: [MEI, 'joe@example.org'] })
  expect(judge(others).lost).toEqual(['joe@example.org was forgotten with lamp'])
  const missing = evidence([taken(1)], [delivery('accepted')])
  for (const edition of missing.ledger.editions) edition.candidateCount = 2
  expect(judge(missing).lost).toEqual(['weekly/1 has 2 candidates, but accounts for 1'])
  const early = evidence([], [delivery('uncertain', { uncertainCount: 1 })])
  expect(judge(early).lost).toEqual(['weekly/1 is sent with 1 open deliveries'])
})

test('uncertain and held is no loss: an operator settles it', () => {
  const held = evidence([taken(1, 'nothing')], [delivery('uncertain', { uncertainCount: 3 })])
  for (const edition of held.ledger.editions) edition.state = 'settling'
  expect(judge(held)).toMatchObject({ lost: [], uncertain: 1, wrong: [] })
})

test('doubled: a second copy is explained by an answer that the relay withheld', () => {
  const verdict = judge(evidence([taken(1, 'nothing'), taken(20)], [delivery('accepted', { uncertainCount: 1 })]))
  expect(verdict).toMatchObject({
    doubled: { count: 1, allowed: { 'unheard answers': 1 }, unexplained: [] },
    wrong: [],
  })
})

test('doubled: or by a disturbance between the two, once for each connection', () => {
  const copies = [taken(9), taken(30)]
  const deliveries = [delivery('accepted', { uncertainCount: 1 })]
  const killed = judge(evidence(copies, deliveries, { disturbances: [disturbance] }))
  expect(killed.doubled).toMatchObject({ count: 1, allowed: { 'unheard answers': 0, kill: 1 }, unexplained: [] })
  const elsewhere = judge(
    evidence(copies, deliveries, { disturbances: [{ ...disturbance, from: 90_000, until: 91_000 }] }),
  )
  expect(elsewhere.doubled.unexplained).toHaveLength(1)
  const thrice = judge(evidence([...copies, taken(8)], deliveries, { disturbances: [disturbance] }))
  expect(thrice.doubled).toMatchObject({ count: 2, allowed: { kill: 1 } })
  expect(isGood(thrice)).toBe(false)
})

test('doubled: where one process was killed, only what it had on connections that were open then', () => {
  const deliveries = [delivery('accepted', { uncertainCount: 1 })]
  const killed = (ports: number[], more: Partial<Taken> = {}) => {
    const disturbances = [{ ...disturbance, ports, connections: ports.length }]
    return judge(evidence([taken(9), taken(30, 'taken', more)], deliveries, { disturbances })).doubled.unexplained
  }
  expect(killed([50_001])).toEqual([])
  expect(killed([50_002])).toHaveLength(1)
  expect(killed([])).toHaveLength(1)
  expect(killed([50_002], { port: 50_002 })).toHaveLength(1)
})

test('doubled: who stood still sends, when it wakes, what another sent for it', () => {
  const deliveries = [delivery('accepted', { uncertainCount: 1 })]
  const stalled = (port: number) => {
    const stall = { ...disturbance, until: 29_000, ports: [50_002], isStall: true }
    return judge(evidence([taken(20), taken(30, 'taken', { port })], deliveries, { disturbances: [stall] })).doubled
  }
  expect(stalled(50_002).unexplained).toEqual([])
  expect(stalled(50_003).unexplained).toHaveLength(1)
})

test('wrong: doubled, and the ledger never knew that it might be', () => {
  const verdict = judge(evidence([taken(1, 'nothing'), taken(20)], [delivery('accepted')]))
  expect(verdict.wrong[0]).toContain('never was uncertain, but the relay took it 2 times')
})

test('wrong: rejected, but taken; and rejected, but never refused', () => {
  const deliveries = [delivery('rejected', { replyCode: 550 })]
  expect(judge(evidence([taken(1)], deliveries)).wrong).toEqual([
    `${ID} is rejected, but the relay took it: "250" on connection 1`,
    `${ID} is rejected, but the relay never refused it so`,
  ])
  const refused = { event: 'refused', at: 1000, connection: 1, to: MEI, code: 550 } as const
  expect(judge(evidence([refused], deliveries)).wrong).toEqual([])
})

test('wrong: another Message-ID, another recipient, half a message', () => {
  const mails = [taken(1), taken(2, 'taken', { messageId: '<weekly.1.x@chaos.example>' })]
  expect(judge(evidence(mails, [delivery('accepted')])).wrong).toHaveLength(1)
  expect(judge(evidence([taken(1, 'taken', { to: 'joe@example.org' })], [delivery('accepted')])).wrong).toHaveLength(1)
  expect(judge(evidence([taken(1, 'taken', { isWhole: false })], [delivery('accepted')])).wrong).toHaveLength(1)
})

test('wrong: a mail begun after its reader left, but not one that was under way', () => {
  const departures = [{ address: MEI, at: 10_000 }]
  const left = (begun: number) => judge(evidence([taken(begun)], [delivery('accepted')], { departures })).wrong
  expect(left(11)).toEqual([])
  expect(left(14)).toEqual([`${ID} was begun 4000 ms after ${MEI} had left`])
  const stall = { what: 'stall', from: 9_000, until: 50_000, connections: 1, isStall: true }
  const stalled = evidence([taken(52)], [delivery('accepted')], { departures, disturbances: [stall] })
  expect(judge(stalled).wrong).toEqual([])
})

test('wrong: a mail begun in the middle of a pause', () => {
  const pauses = [{ edition: 'weekly/1', from: 10_000, until: 20_000 }]
  expect(judge(evidence([taken(15)], [delivery('accepted')], { pauses })).wrong).toHaveLength(1)
  expect(judge(evidence([taken(21)], [delivery('accepted')], { pauses })).wrong).toEqual([])
})

test('wrong: one post by two editions', () => {
  const second = { editionId: 2, messageId: '<weekly.2.mei@chaos.example>' }
  const both = evidence(
    [taken(1), taken(2, 'taken', { messageId: second.messageId })],
    [delivery('accepted'), delivery('accepted', second)],
  )
  both.ledger.editions = [1, 2].map((id) => ({
    id,
    name: `weekly/${id}`,
    state: 'sent',
    candidateCount: 1,
    excludedCount: 0,
  }))
  expect(judge(both).wrong).toEqual([`${MEI} was sent lamp by ${ID} and ${second.messageId}`])
})
