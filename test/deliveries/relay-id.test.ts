import { expect, test } from 'vitest'
import { parseReply } from '../../src/deliveries/parse-reply.ts'
import { relayId } from '../../src/deliveries/relay-id.ts'

test.each([
  ['250 2.0.0 Ok: queued as 4XyZ1b2c3d', '4XyZ1b2c3d'],
  ['250 2.0.0 from MTA(smtp:[127.0.0.1]:10025): 250 2.0.0 Ok: queued as 3F1A2', '3F1A2'],
  ['250 OK id=1rQ2ab-000Xyz-1K', '1rQ2ab-000Xyz-1K'],
  ['250 Ok 0100018b5c3c0a4f-11d2-000000', '0100018b5c3c0a4f-11d2-000000'],
  ['250 2.6.0 <a@b.example> [InternalId=25048271, Hostname=x] Queued mail for delivery', '25048271'],
  ['250 2.0.0 OK  1700000000 d2e1a72fcca58-6c4.12 - gsmtp', 'd2e1a72fcca58-6c4.12'],
  ['250 Message Queued (8B1C2D3E.1)', '8B1C2D3E.1'],
  ['250 2.0.0 4AO9xyz1012345 Message accepted for delivery', '4AO9xyz1012345'],
  ['250 OK', undefined],
  ['250 2.0.0 thanks', undefined],
])('%s', (answer, id) => {
  const reply = parseReply(answer)
  expect(reply && relayId(reply)).toBe(id)
})
