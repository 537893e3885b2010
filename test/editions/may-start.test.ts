import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import type { HoldReason } from '../../src/editions/edition.ts'
import { mayStart, type StartHistory, type StartRequest } from '../../src/editions/may-start.ts'

const NOW = Temporal.Instant.from('2026-11-24T09:00:00Z')
const request: StartRequest = {
  trigger: 'schedule',
  dueAt: NOW,
  maxLateness: Temporal.Duration.from({ hours: 12 }),
  timezone: 'Europe/Lisbon',
  postCount: 1,
  recipientCount: 10,
  leftOutCount: 0,
  excluded: {},
  faults: [],
  heldPosts: [],
  needsApproval: false,
  acknowledged: [],
}
const history: StartHistory = { hasBaseline: true, instance: 'ours', links: 'up' }

const decide = (change: Partial<StartRequest>, past: Partial<StartHistory> = {}) =>
  mayStart({ ...request, ...change }, { ...history, ...past }, NOW)

test('an edition in time, with new posts for somebody, starts', () => {
  expect(decide({})).toEqual({ decision: 'start' })
})

test('nothing new, nobody to send to, or a newsletter without a baseline: skipped, and why', () => {
  const nobody = { postCount: 0, recipientCount: 0 }
  expect(decide({ ...nobody })).toEqual({ decision: 'skip', because: 'Nothing is new.' })
  expect(decide({ ...nobody, excluded: { 'had-it': 3, suppressed: 1 } })).toMatchObject({ because: 'Nothing is new.' })
  expect(decide({ ...nobody, excluded: { 'subscribed-later': 1 } })).toMatchObject({
    because: 'Nobody is due any of the new posts.',
  })
  expect(decide({ ...nobody, leftOutCount: 2 })).toMatchObject({
    because: 'Nothing else is new: 2 new posts wait for you. See: broadsheet status --posts.',
  })
  expect(decide({}, { hasBaseline: false }).decision).toBe('skip')
})

test('a mail that cannot be made holds, whatever was waved through', () => {
  const faults = ['templates/post.mjml:3: mj-text is never closed.']
  const acknowledged: HoldReason[] = ['late', 'error', 'links']
  expect(decide({ faults, acknowledged })).toEqual({ decision: 'hold', reason: 'error', because: faults })
})

test('a run later than max_lateness holds; by hand there is no late', () => {
  const dueAt = NOW.subtract({ hours: 13 })
  expect(decide({ dueAt })).toMatchObject({ decision: 'hold', reason: 'late' })
  expect(decide({ dueAt: NOW.subtract({ hours: 12 }) }).decision).toBe('start')
  expect(decide({ dueAt, trigger: 'operator' }).decision).toBe('start')
})

test('another copy of the database holds, so does a web.url that is silent', () => {
  expect(decide({}, { instance: 'another' })).toMatchObject({ reason: 'clone' })
  expect(decide({}, { instance: 'silent' })).toMatchObject({ reason: 'error' })
  const instanceProblem = {
    code: 'network.probe',
    severity: 'error',
    message: 'x: its certificate has expired.',
    hint: 'Renew it.',
  } as const
  expect(decide({}, { instance: 'silent', instanceProblem })).toMatchObject({
    because: ['Nobody could unsubscribe: x: its certificate has expired. Renew it.'],
  })
})

test('an older copy of the database holds, whoever asks, until somebody has seen it', () => {
  const forgotten = { known: 11, sent: 12 }
  expect(decide({}, { forgotten })).toEqual({
    decision: 'hold',
    reason: 'restored',
    because: [
      'This database is an older copy: No. 12 was sent, and it knows them up to No. 11. Readers may have had these posts: `broadsheet adopt` counts what is live as sent.',
    ],
  })
  expect(decide({ trigger: 'operator' }, { forgotten })).toMatchObject({ reason: 'restored' })
  expect(decide({ acknowledged: ['restored'] }, { forgotten }).decision).toBe('start')
})

test('pages that do not answer yet are waited for; after live_wait they hold', () => {
  expect(decide({}, { links: 'waiting' }).decision).toBe('wait')
  expect(decide({ acknowledged: ['links'] }, { links: 'waiting' }).decision).toBe('start')
  const away = [{ kind: 'page' as const, said: 'https://lantern.example/posts/lamps/ answers 404' }]
  expect(decide({}, { links: 'down', away })).toMatchObject({
    reason: 'links',
    because: ["The posts' pages do not answer. https://lantern.example/posts/lamps/ answers 404."],
  })
})

test('a post that its author wants looked at holds its edition, by hand too, and is named', () => {
  const heldPosts = ['content/posts/a.md', 'content/posts/b.md']
  const held = {
    decision: 'hold',
    reason: 'approval',
    because: [
      'It waits for your approval: content/posts/a.md says newsletter.hold.',
      'It waits for your approval: content/posts/b.md says newsletter.hold.',
    ],
  }
  expect(decide({ heldPosts })).toEqual(held)
  expect(decide({ heldPosts, trigger: 'operator', needsApproval: true })).toEqual(held)
  expect(decide({ heldPosts, acknowledged: ['approval'] })).toEqual({ decision: 'start' })
})

test('approval is asked of the schedule; to type `send` is to approve', () => {
  expect(decide({ needsApproval: true })).toMatchObject({ reason: 'approval' })
  expect(decide({ needsApproval: true, trigger: 'operator' }).decision).toBe('start')
})

test('what came due while a copy may have sent it holds, but for what is known or late anyway', () => {
  const gap = { since: NOW.subtract({ hours: 64 }), until: NOW.subtract({ minutes: 1 }) }
  expect(decide({}, { gap })).toEqual({
    decision: 'hold',
    reason: 'clone',
    because: [
      'As far as this database knows, nobody planned from 2026-11-21 17:00 to 2026-11-24 08:59. If it is a restored backup, or a copy of a publication that went on elsewhere, readers may have had these posts: `broadsheet adopt` counts what is live as sent.',
    ],
  })
  expect(decide({ acknowledged: ['clone'] }, { gap })).toEqual({ decision: 'start' })
  expect(decide({ trigger: 'operator' }, { gap })).toEqual({ decision: 'start' })
  const late = { dueAt: NOW.subtract({ hours: 13 }) }
  expect(decide(late, { gap })).toEqual(decide(late))
  expect(decide({ ...late, acknowledged: ['late'] }, { gap })).toEqual({ decision: 'start' })
  const forgotten = { known: 1, sent: 2 }
  expect(decide({}, { gap, forgotten })).toEqual(decide({}, { forgotten }))
})

const instants = fc.integer({ min: -20_000, max: 20_000 }).map((minutes) => NOW.add({ minutes }))
const reasons: HoldReason[] = ['late', 'flood', 'moved', 'links', 'approval', 'clone', 'restored', 'error']
const asks = fc.record<StartRequest>(
  {
    trigger: fc.constantFrom('schedule', 'operator'),
    dueAt: instants,
    maxLateness: fc.integer({ min: 0, max: 100 }).map((hours) => Temporal.Duration.from({ hours })),
    timezone: fc.constant('UTC'),
    postCount: fc.nat(3),
    recipientCount: fc.nat(3),
    leftOutCount: fc.nat(2),
    excluded: fc.constantFrom<Record<string, number>>({}, { 'had-it': 1 }, { 'other-topics': 2 }),
    faults: fc.subarray(['The template is broken.']),
    heldPosts: fc.subarray(['content/posts/a.md']),
    needsApproval: fc.boolean(),
    acknowledged: fc.subarray(reasons),
  },
  {
    requiredKeys: [
      'trigger',
      'maxLateness',
      'timezone',
      'postCount',
      'recipientCount',
      'leftOutCount',
      'excluded',
      'faults',
      'heldPosts',
      'needsApproval',
      'acknowledged',
    ],
  },
)
const histories = fc.record<StartHistory>({
  hasBaseline: fc.boolean(),
  instance: fc.constantFrom('ours', 'another', 'silent', 'unchecked'),
  links: fc.constantFrom('up', 'waiting', 'down', 'unchecked'),
  forgotten: fc.constantFrom(undefined, { known: 0, sent: 3 }),
})

test('property: what starts has a baseline, posts, people, and nothing against it that nobody has seen', () => {
  fc.assert(
    fc.property(asks, histories, (request, history) => {
      if (mayStart(request, history, NOW).decision !== 'start') return
      expect(history.hasBaseline && request.recipientCount > 0 && request.faults.length === 0).toBe(true)
      if (history.links === 'waiting') expect(request.acknowledged).toContain('links')
      if (history.instance === 'another') expect(request.acknowledged).toContain('clone')
      if (history.instance === 'silent') expect(request.acknowledged).toContain('error')
      if (history.forgotten) expect(request.acknowledged).toContain('restored')
      if (history.links === 'down') expect(request.acknowledged).toContain('links')
      if (request.trigger === 'schedule' && request.needsApproval) expect(request.acknowledged).toContain('approval')
      if (request.heldPosts.length > 0) expect(request.acknowledged).toContain('approval')
    }),
  )
})

test('property: acknowledging all that was named leaves no hold, and never turns a skip into a start', () => {
  fc.assert(
    fc.property(asks, histories, (request, history) => {
      const before = mayStart(request, history, NOW)
      const after = mayStart({ ...request, acknowledged: reasons }, history, NOW)
      if (request.faults.length === 0) expect(after.decision).not.toBe('hold')
      if (before.decision === 'skip') expect(after.decision).toBe('skip')
    }),
  )
})

test('property: an acknowledged reason is never the reason of a hold, and a hold says why', () => {
  fc.assert(
    fc.property(asks, histories, (request, history) => {
      const result = mayStart(request, history, NOW)
      if (result.decision !== 'hold' || request.faults.length > 0) return
      expect(request.acknowledged).not.toContain(result.reason)
      expect(result.because.length).toBeGreaterThan(0)
    }),
  )
})
