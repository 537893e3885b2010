import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseReply } from '../../src/deliveries/parse-reply.ts'

test.each([
  ['250 OK', { code: 250, text: 'OK' }],
  ['250 2.0.0 Ok: queued as 4XyZ', { code: 250, enhanced: '2.0.0', text: 'Ok: queued as 4XyZ' }],
  [
    '550 5.1.10 RESOLVER.ADR.RecipientNotFound',
    { code: 550, enhanced: '5.1.10', text: 'RESOLVER.ADR.RecipientNotFound' },
  ],
  ['421', { code: 421, text: '' }],
  ['250OK', { code: 250, text: 'OK' }],
])('one line: %s', (answer, reply) => {
  expect(parseReply(answer)).toEqual(reply)
})

test('several lines make one text, the enhanced code said once', () => {
  expect(parseReply('550-5.1.1 The email account does not exist.\r\n550-5.1.1 Try again\r\n550 5.1.1 gsmtp')).toEqual({
    code: 550,
    enhanced: '5.1.1',
    text: 'The email account does not exist. Try again gsmtp',
  })
})

test('where lines disagree, the last one rules', () => {
  expect(parseReply('250-2.0.0 fine\n550 5.1.1 no')).toEqual({ code: 550, enhanced: '5.1.1', text: '2.0.0 fine no' })
})

test('a second code, quoted from the next server, stays text', () => {
  expect(parseReply('550 5.1.1 next.example said: 451 4.3.0 busy')).toEqual({
    code: 550,
    enhanced: '5.1.1',
    text: 'next.example said: 451 4.3.0 busy',
  })
  expect(parseReply('451 next.example said: 550 5.1.1 unknown')).toEqual({
    code: 451,
    text: 'next.example said: 550 5.1.1 unknown',
  })
})

test('an enhanced code of another class is not believed', () => {
  expect(parseReply('450 5.1.1 greylisted')).toEqual({ code: 450, text: '5.1.1 greylisted' })
})

test.each(['', 'hello', 'HTTP/1.1 400 Bad Request', '55', '5501 x', '099 x', '650 x'])('no reply: %j', (answer) => {
  expect(parseReply(answer)).toBeUndefined()
})

test('ten megabytes are cut, and control characters do not reach a terminal', () => {
  const reply = parseReply(`554 \u001b[31m${'long '.repeat(2_000_000)}`)
  expect(reply?.code).toBe(554)
  expect(reply?.text).toHaveLength(500)
  expect(reply?.text).toMatch(/^\[31mlong long/)
})

test('whatever is answered, a reply is one line of at most 500 well-formed characters with a code of 200 to 599', () => {
  const line = fc.tuple(
    fc.constantFrom('250', '451', '550', '5', ''),
    fc.constantFrom(' ', '-', ''),
    fc.string({ unit: 'binary' }),
  )
  const answers = fc
    .array(
      line.map((parts) => parts.join('')),
      { maxLength: 4 },
    )
    .map((lines) => lines.join('\r\n'))
  fc.assert(
    fc.property(answers, (answer) => {
      const reply = parseReply(answer)
      if (!reply) return
      expect(reply.code).toBeGreaterThanOrEqual(200)
      expect(reply.code).toBeLessThan(600)
      expect(reply.text).not.toMatch(/\p{Cc}/u)
      expect(reply.text.length).toBeLessThanOrEqual(500)
      if (reply.enhanced) expect(reply.enhanced[0]).toBe(String(reply.code)[0])
    }),
  )
})
