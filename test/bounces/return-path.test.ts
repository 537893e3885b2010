import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { claimOf, provesDelivery, returnPath } from '../../src/bounces/return-path.ts'

const INBOX = 'bounces@lantern.example'
const SECRETS = ['a newer secret of more than 32 characters', 'an older secret of more than 32 characters']
const delivery = fc.record({
  id: fc.integer({ min: 1, max: 2 ** 40 - 1 }),
  subscriberHandle: fc.string({ minLength: 16, maxLength: 16 }),
})

describe('a return path', () => {
  it('is a contract', () => {
    const path = returnPath(INBOX, { id: 123_456, subscriberHandle: 'QUJDREVGR0hJSktM' }, [
      'a fixed secret for the contract',
    ])
    expect(path).toBe('bounces+aaaadysaabz3ta7ub5ba@lantern.example')
  })

  it('names its delivery, and proves it, in whatever case it comes back', () =>
    fc.assert(
      fc.property(delivery, fc.boolean(), (one, isUpper) => {
        const path = returnPath(INBOX, one, SECRETS)
        const claim = claimOf(isUpper ? path.toUpperCase() : path, INBOX)
        expect(path.split('@')[0]).toHaveLength('bounces+'.length + 20)
        expect(claim?.deliveryId).toBe(one.id)
        expect(claim && provesDelivery(claim, one.subscriberHandle, [...SECRETS].reverse())).toBe(true)
      }),
    ))

  it('proves no other delivery, subscriber or secret', () =>
    fc.assert(
      fc.property(
        delivery,
        fc.integer({ min: 0, max: 19 }),
        fc.constantFrom(...'abcdefgh234567'),
        (one, index, sign) => {
          const path = returnPath(INBOX, one, SECRETS)
          const at = 'bounces+'.length + index
          const changed = path.slice(0, at) + sign + path.slice(at + 1)
          // The last sign has four bits to spare.
          fc.pre(changed !== path && index < 19)
          const claim = claimOf(changed, INBOX)
          expect(claim && provesDelivery(claim, one.subscriberHandle, SECRETS)).toBe(false)
          const own = claimOf(path, INBOX)
          expect(own && provesDelivery(own, 'AAAAAAAAAAAAAAAA', SECRETS)).toBe(false)
          expect(own && provesDelivery(own, one.subscriberHandle, ['another'])).toBe(false)
        },
      ),
    ))

  it.each([
    'ada@example.org',
    'bounces@lantern.example',
    'bounces+@lantern.example',
    'bounces+abc@lantern.example',
    'bounces+aaaaaaaaaaaaaaaaaaaa@evil.example',
    'bounces+aaaaaaaaaaaaaaaaaaa1@lantern.example',
    '@',
    '',
  ])('%j claims nothing', (address) => expect(claimOf(address, INBOX)).toBeUndefined())
})
