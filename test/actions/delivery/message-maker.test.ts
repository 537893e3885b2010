import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { messageMaker } from '../../../src/actions/delivery/message-maker.ts'
import { ReusedBuffer } from '../../../src/messages/reused-buffer.ts'
import { PREFERENCES_PLACEHOLDER, readTimedToken } from '../../../src/subscribers/token.ts'
import { sample } from '../../messages/sample-edition.ts'

const SECRETS = ['first secret of the test']
const DELIVERY = {
  id: 1,
  address: 'mei@example.org',
  subscriptionHandle: 'AAAAAAAAAAAAAAAA',
  subscriberHandle: 'BBBBBBBBBBBBBBBB',
  variantId: 7,
  attempts: 1,
  uncertainCount: 0,
  firstAt: Temporal.Instant.from('2026-11-30T09:00Z'),
}

async function preferencesLinkMadeAt(datedAt?: Temporal.Instant) {
  const message = messageMaker({
    edition: { newsletter: 'weekly', number: 12, headers: sample.edition },
    variant: async () => ({
      ...{ mask: 1, postIds: [], language: 'en', preheader: '' },
      ...sample.variant,
      text: PREFERENCES_PLACEHOLDER,
      ...(datedAt && { datedAt }),
    }),
    storedPicture: async () => undefined,
    secrets: SECRETS,
    dkim: [],
  })
  const { data } = await message(DELIVERY, new ReusedBuffer())
  const found = [...data.toString().matchAll(/^([A-Za-z0-9_-]{43})\r$/gm)].map(([, token = '']) => token)
  return readTimedToken(found[0] ?? '', 'preferences', SECRETS)?.madeAt.toString()
}

test('a mail’s link to the preferences is as old as the mail says it is, so that one made again is the same', async () => {
  expect(await preferencesLinkMadeAt()).toBe(sample.edition.date.round('minute').toString())
})

test('of one that is dated anew, as new', async () => {
  const datedAt = Temporal.Instant.from('2026-12-24T18:30Z')
  expect(await preferencesLinkMadeAt(datedAt)).toBe('2026-12-24T18:30:00Z')
})
