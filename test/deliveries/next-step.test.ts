import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { mayFollow } from '../../src/deliveries/delivery-states.ts'
import { nextStep } from '../../src/deliveries/next-step.ts'
import { parseReply } from '../../src/deliveries/parse-reply.ts'
import type { SendResult, SmtpPhase } from '../../src/deliveries/send-result.ts'

const now = Temporal.Instant.from('2026-11-24T09:00:00Z')
const first = { attempts: 0, firstAt: now, uncertainCount: 0 }
const resend = { uncertain: 'resend' } as const

function refused(phase: SmtpPhase, answer: string): SendResult {
  const reply = parseReply(answer)
  if (!reply) throw new Error(answer)
  return { kind: 'refused', reply, phase }
}
const lost = (phase: SmtpPhase): SendResult => ({ kind: 'failed', error: 'the connection was lost', phase })
const decide = (result: SendResult, attempt = first, policy: { uncertain: 'resend' | 'hold' } = resend) =>
  nextStep(result, attempt, policy, now, 0.5)
const minutes = (step: ReturnType<typeof decide>) =>
  'until' in step && step.until ? now.until(step.until).total('minutes') : undefined

test('a mail that was taken is accepted, with the id the relay gave it', () => {
  const reply = { code: 250, enhanced: '2.0.0', text: 'Ok: queued as 4XyZ' }
  expect(decide({ kind: 'accepted', reply, relayId: '4XyZ' })).toEqual({
    state: 'accepted',
    at: now,
    reply,
    relayId: '4XyZ',
  })
})

test.each([
  ['rcpt', '550 5.1.1 no such user', true],
  ['final-dot', '550 5.1.1 no such user', true],
  ['rcpt', '550 5.1.10 null MX', true],
  ['rcpt', '550 no such user here', false],
  ['rcpt', '550 5.7.1 blocked by policy', false],
  ['rcpt', '552 5.2.2 mailbox full', false],
  ['final-dot', '554 5.7.1 looks like spam', false],
  ['mail', '552 5.3.4 message too large', false],
  ['final-dot', '552 message too large', false],
  ['rcpt', '553 5.6.7 SMTPUTF8 needed', false],
  ['mail', '550 5.6.7 SMTPUTF8 needed', false],
  ['data', '554 no', false],
] as const)('refused for good in %s: %s (address gone: %s)', (phase, answer, suppress) => {
  expect(decide(refused(phase, answer))).toMatchObject({ state: 'rejected', at: now, suppress })
})

test.each([
  ['rcpt', '450 4.7.1 greylisted, come back in 5 minutes'],
  ['rcpt', '421 4.7.28 too many to this recipient'],
  ['data', '451 4.3.0 later'],
  ['final-dot', '452 4.3.1 no space'],
  ['rcpt', '503 5.5.1 bad sequence of commands'],
  ['rcpt', '354 go on'],
] as const)('refused for now in %s: %s', (phase, answer) => {
  const step = decide(refused(phase, answer))
  expect(step).toMatchObject({ state: 'deferred', at: now })
  expect(minutes(step)).toBe(1.5)
})

test.each([
  ['connect', '421 4.3.2 too many connections', 'takes no mail at the moment'],
  ['connect', '554 5.7.1 blocked', 'turns us away'],
  ['tls', '454 4.7.0 TLS not available', 'No encrypted connection'],
  ['login', '535 5.7.8 wrong password', 'did not let us log in'],
  ['login', '454 4.7.0 temporary failure', 'takes no mail at the moment'],
  ['mail', '550 5.7.1 not your address', 'refuses the sender'],
  ['rcpt', '530 5.7.0 authentication required', 'did not let us log in'],
] as const)("the server's own trouble in %s: %s", (phase, answer, sentence) => {
  expect(decide(refused(phase, answer))).toEqual({ state: 'queued', serverTrouble: expect.stringContaining(sentence) })
})

test.each(['connect', 'tls', 'login'] as const)('a failure in %s is no fault of the recipient', (phase) => {
  expect(decide(lost(phase))).toEqual({
    state: 'queued',
    serverTrouble: expect.stringContaining('the connection was lost'),
  })
})

test.each(['mail', 'rcpt', 'data'] as const)(
  'a connection lost in %s: nobody has the mail, try again soon',
  (phase) => {
    const step = decide(lost(phase))
    expect(step).toMatchObject({ state: 'deferred', error: 'the connection was lost' })
    expect(minutes(step)).toBeLessThan(1)
  },
)

test('a connection lost after the final dot: the mail may have been taken; sent again twice at most, then held', () => {
  const after = (uncertainCount: number) => decide(lost('final-dot'), { ...first, uncertainCount })
  expect(after(0)).toMatchObject({ state: 'uncertain', until: expect.anything() })
  expect(after(1)).toMatchObject({ state: 'uncertain', until: expect.anything() })
  expect(after(2)).toEqual({ state: 'uncertain', at: now, error: 'the connection was lost' })
})

test.each(['354 go on', '250 two codes in one reply'])(
  'an answer out of step, %s: the mail may have been taken',
  (answer) => {
    expect(decide(refused('final-dot', answer))).toMatchObject({
      state: 'uncertain',
      until: expect.anything(),
      error: `it answered the message with ${answer.slice(0, 3)}`,
    })
  },
)

test('uncertain = "hold" leaves it to the operator at once', () => {
  expect(decide(lost('final-dot'), first, { uncertain: 'hold' })).not.toHaveProperty('until')
})

test('a server that always defers gets its last chance at three days, then the delivery expires', () => {
  let at = now
  const waits: number[] = []
  for (let attempts = 0; ; attempts++) {
    const step = nextStep(refused('rcpt', '451 later'), { attempts, firstAt: now, uncertainCount: 0 }, resend, at, 0.5)
    if (step.state !== 'deferred') {
      expect(step.state).toBe('expired')
      break
    }
    waits.push(at.until(step.until).total('minutes'))
    at = step.until
  }
  expect(waits.slice(0, 9)).toEqual([1.5, 3, 6, 12, 24, 48, 96, 192, 270])
  expect(now.until(at).total('hours')).toBe(72)
})

test('every result of every phase leads from `sending` to a state that may follow it, now or later', () => {
  const phase = fc.constantFrom<SmtpPhase>('connect', 'tls', 'login', 'mail', 'rcpt', 'data', 'final-dot')
  const reply = fc.record(
    {
      code: fc.integer({ min: 200, max: 599 }),
      text: fc.string(),
      enhanced: fc.constantFrom('4.7.0', '5.1.1', '5.7.1'),
    },
    { requiredKeys: ['code', 'text'] },
  )
  const result = fc.oneof<fc.Arbitrary<SendResult>[]>(
    fc.record({ kind: fc.constant('accepted' as const), reply }),
    fc.record({ kind: fc.constant('refused' as const), reply, phase }),
    fc.record({ kind: fc.constant('failed' as const), error: fc.string(), phase }),
  )
  const hours = fc.integer({ min: 0, max: 100 })
  fc.assert(
    fc.property(
      result,
      hours,
      fc.nat(30),
      fc.nat(3),
      fc.float({ min: 0, max: 1, noNaN: true }),
      (sent, age, attempts, uncertainCount, jitter) => {
        const step = nextStep(
          sent,
          { attempts, firstAt: now.subtract({ hours: age }), uncertainCount },
          resend,
          now,
          jitter,
        )
        expect(mayFollow('sending', step.state)).toBe(true)
        if ('until' in step && step.until) expect(Temporal.Instant.compare(step.until, now)).toBe(1)
        if (step.state === 'accepted') expect(sent.kind).toBe('accepted')
        if (step.state === 'uncertain') expect(sent).toMatchObject({ phase: 'final-dot' })
        if (step.state === 'rejected' && step.suppress) expect(step.reply.enhanced).toBe('5.1.1')
      },
    ),
  )
})
