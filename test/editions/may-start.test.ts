import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import type { HoldReason } from '../../src/editions/edition.ts'
import { type AskedPost, type EditionAsk, FLOOD, mayStart, type StartHistory } from '../../src/editions/may-start.ts'

const NOW = Temporal.Instant.from('2026-11-24T09:00:00Z')
const fresh: AskedPost = { title: 'Fresh', publishedAt: NOW.subtract({ hours: 2 }), newAt: NOW.subtract({ hours: 1 }) }
const old: AskedPost = { title: 'Old', publishedAt: NOW.subtract({ hours: 5000 }), newAt: NOW.subtract({ hours: 1 }) }

const ask: EditionAsk = {
  trigger: 'schedule',
  dueAt: NOW,
  maxLateness: Temporal.Duration.from({ hours: 12 }),
  timezone: 'Europe/Lisbon',
  posts: [fresh],
  recipientCount: 10,
  needsApproval: false,
  acknowledged: [],
}
const history: StartHistory = { hasBaseline: true, instance: 'ours', links: 'up' }

const decide = (change: Partial<EditionAsk>, past: Partial<StartHistory> = {}) =>
  mayStart({ ...ask, ...change }, { ...history, ...past }, NOW)

test('an edition in time, with new posts for somebody, starts', () => {
  expect(decide({})).toEqual({ decision: 'start' })
})

test('nothing new, nobody to send to, or a newsletter without a baseline: skipped', () => {
  expect(decide({ posts: [] }).decision).toBe('skip')
  expect(decide({ recipientCount: 0 }).decision).toBe('skip')
  expect(decide({}, { hasBaseline: false }).decision).toBe('skip')
})

test('a run later than max_lateness holds; by hand there is no late', () => {
  const dueAt = NOW.subtract({ hours: 13 })
  expect(decide({ dueAt })).toMatchObject({ decision: 'hold', reason: 'late' })
  expect(decide({ dueAt: NOW.subtract({ hours: 12 }) }).decision).toBe('start')
  expect(decide({ dueAt, trigger: 'operator' }).decision).toBe('start')
})

test('ten old-dated posts at once hold, nine do not', () => {
  const posts = (count: number) => [fresh, ...Array.from({ length: count }, () => old)]
  expect(decide({ posts: posts(FLOOD) })).toMatchObject({ decision: 'hold', reason: 'flood' })
  expect(decide({ posts: posts(FLOOD - 1) }).decision).toBe('start')
})

test('a post that looks like a moved one holds, unless it was named outright', () => {
  expect(decide({ posts: [{ ...fresh, movedFrom: 'posts/a.md' }] })).toMatchObject({ reason: 'moved' })
  expect(decide({ posts: [{ ...fresh, movedFrom: 'posts/a.md', named: true }] }).decision).toBe('start')
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
  expect(decide({}, { links: 'down' })).toMatchObject({ reason: 'links' })
})

test('approval is asked of the schedule; to type `send` is to approve', () => {
  expect(decide({ needsApproval: true })).toMatchObject({ reason: 'approval' })
  expect(decide({ needsApproval: true, trigger: 'operator' }).decision).toBe('start')
})

const instants = fc.integer({ min: -20_000, max: 20_000 }).map((minutes) => NOW.add({ minutes }))
const posts = fc.record<AskedPost>(
  { title: fc.string(), publishedAt: instants, newAt: instants, movedFrom: fc.constant('a.md'), named: fc.boolean() },
  { requiredKeys: ['title', 'publishedAt', 'newAt'] },
)
const reasons: HoldReason[] = ['late', 'flood', 'moved', 'links', 'approval', 'clone', 'restored', 'error']
const asks = fc.record<EditionAsk>(
  {
    trigger: fc.constantFrom('schedule', 'operator'),
    dueAt: instants,
    maxLateness: fc.integer({ min: 0, max: 100 }).map((hours) => Temporal.Duration.from({ hours })),
    timezone: fc.constant('UTC'),
    posts: fc.array(posts, { maxLength: 30 }),
    recipientCount: fc.nat(3),
    needsApproval: fc.boolean(),
    acknowledged: fc.subarray(reasons),
  },
  { requiredKeys: ['trigger', 'maxLateness', 'timezone', 'posts', 'recipientCount', 'needsApproval', 'acknowledged'] },
)
const histories = fc.record<StartHistory>({
  hasBaseline: fc.boolean(),
  instance: fc.constantFrom('ours', 'another', 'silent', 'unchecked'),
  links: fc.constantFrom('up', 'waiting', 'down', 'unchecked'),
  forgotten: fc.constantFrom(undefined, { known: 0, sent: 3 }),
})

test('property: what starts has a baseline, posts, people, and nothing against it that nobody has seen', () => {
  fc.assert(
    fc.property(asks, histories, (ask, history) => {
      if (mayStart(ask, history, NOW).decision !== 'start') return
      expect(history.hasBaseline && ask.posts.length > 0 && ask.recipientCount > 0).toBe(true)
      expect(history.links).not.toBe('waiting')
      if (history.instance === 'another') expect(ask.acknowledged).toContain('clone')
      if (history.instance === 'silent') expect(ask.acknowledged).toContain('error')
      if (history.forgotten) expect(ask.acknowledged).toContain('restored')
      if (history.links === 'down') expect(ask.acknowledged).toContain('links')
      if (ask.trigger === 'schedule' && ask.needsApproval) expect(ask.acknowledged).toContain('approval')
    }),
  )
})

test('property: acknowledging all that was named leaves no hold, and never turns a skip into a start', () => {
  fc.assert(
    fc.property(asks, histories, (ask, history) => {
      const before = mayStart(ask, history, NOW)
      const after = mayStart({ ...ask, acknowledged: reasons }, history, NOW)
      expect(after.decision).not.toBe('hold')
      if (before.decision === 'skip') expect(after.decision).toBe('skip')
    }),
  )
})

test('property: an acknowledged reason is never the reason of a hold, and a hold says why', () => {
  fc.assert(
    fc.property(asks, histories, (ask, history) => {
      const result = mayStart(ask, history, NOW)
      if (result.decision !== 'hold') return
      expect(ask.acknowledged).not.toContain(result.reason)
      expect(result.because.length).toBeGreaterThan(0)
    }),
  )
})
