import { expect, test } from 'vitest'
import { parseReply } from '../../src/deliveries/parse-reply.ts'
import type { SmtpReply } from '../../src/deliveries/reply.ts'
import { whatAReplyAsks } from '../../src/deliveries/what-a-reply-asks.ts'

const asks = (reply: string) => whatAReplyAsks(parseReply(reply) as SmtpReply)

test.each([
  '421 4.7.0 Too many concurrent SMTP connections',
  '421 4.7.0 mx.example Error: too many connections from 192.0.2.1',
  '421 Too many sessions for this account',
  '421 4.3.2 The maximum number of concurrent connections has exceeded a limit, closing transmission channel',
  '432 4.3.2 Concurrent connections limit exceeded',
  '432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded',
  '450 4.7.1 Error: too many simultaneous connections',
  '452 4.3.2 Connection rate limit exceeded',
  '454 4.7.0 Too many login attempts, please try again later',
  '554 5.7.1 Maximum connections reached',
  '550 too many connections from your host',
])('fewer connections: %s', (reply) => {
  expect(asks(reply)).toMatchObject({ for: 'fewer connections', isOurs: true })
})

test.each([
  '454 Throttling failure: Maximum sending rate exceeded.',
  '454 Throttling failure: Daily message quota exceeded.',
  '421 4.7.0 Try again later, closing connection.',
  '421 service not available',
  '421 4.7.28 Our system has detected an unusual rate of unsolicited mail',
  '450 4.7.1 Error: too much mail from 192.0.2.1',
  '450 4.7.0 rate limited',
  '451 4.7.1 Ratelimit reached for sender',
  '451 4.4.2 Too many messages in this session',
  '451 4.7.500 Server busy. Exceeded concurrent limit',
  '452 4.5.3 Error: too many recipients',
  '450 4.7.1 You are sending too fast',
  '452 4.3.1 Message rate exceeds limit',
  '550 5.4.5 Daily user sending limit exceeded.',
  '554 5.7.1 Sending rate limit exceeded',
  '550 5.7.1 throttled: too many messages',
])('less speed, and the message may soon go again: %s', (reply) => {
  expect(asks(reply)).toMatchObject({ for: 'less speed', isOurs: true })
})

test.each([
  '451 4.3.0 Temporary server error. Please try again later',
  '451 Please try again later',
  '450 4.3.2 System not accepting network messages',
  '452 4.3.1 Insufficient system resources',
  '451 4.4.5 congestion',
  '450 4.7.1 Service unavailable',
  '451 system overloaded',
])('less speed, whatever becomes of this message: %s', (reply) => {
  expect(asks(reply)).toMatchObject({ for: 'less speed', isOurs: false })
})

test.each([
  '250 2.0.0 Ok: rate limit 5',
  '450 4.7.1 Greylisted, see https://example.org',
  '450 4.2.0 <a@example.org>: Recipient address rejected: Greylisted, try again later',
  '451 4.7.1 Graylisting in action, please come back in 00:05:00',
  '450 4.2.1 The user you are trying to contact is receiving mail at a rate that prevents additional messages',
  '452 4.2.2 Mailbox full: quota exceeded',
  '452 mailbox size limit exceeded',
  '452 4.3.1 Insufficient system storage',
  '550 5.1.1 No such user',
  '550 5.7.1 blocked',
  '552 5.3.4 Message size exceeds fixed limit',
  '552 5.2.2 Over quota, storage limit exceeded',
  '554 5.7.1 looks like spam',
  '450 4.1.8 Sender domain not found, operation cannot separate',
])('nothing of us: %s', (reply) => {
  expect(asks(reply)).toBeUndefined()
})
