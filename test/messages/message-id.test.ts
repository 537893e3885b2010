import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { messageId, placeInId, testMessageId } from '../../src/messages/message-id.ts'
import { senderDomain } from '../../src/messages/sender-domain.ts'

interface GoldenMessageId {
  edition: { newsletter: string; number: number | string; birth?: string }
  subscriberHandle: string
  domain: string
  messageId: string
}
const golden: GoldenMessageId[] = JSON.parse(
  readFileSync(new URL('../golden/contracts/message-ids.json', import.meta.url), 'utf8'),
)

/** Those without a birth are of editions that an older version made: what is sent again keeps its id. */
test.each(golden)('the contract: $messageId', ({ edition, subscriberHandle, domain, messageId: expected }) => {
  expect(messageId(edition, subscriberHandle, domain)).toBe(expected)
})

test('a place is written without blanks in it', () => {
  expect(['12', 'trial-3', '12 correction 1'].map(placeInId)).toEqual(['12', 'trial-3', '12-correction-1'])
})

test("a test mail's is no edition's", () => {
  expect(testMessageId('weekly', 'QUJDREVGR0hJSktM', 'a.example')).toBe('<weekly.test.QUJDREVGR0hJSktM@a.example>')
})

test('the domain is that of the sender, in ASCII', () => {
  expect(senderDomain({ address: 'News@Bücher.example' })).toBe('xn--bcher-kva.example')
})
