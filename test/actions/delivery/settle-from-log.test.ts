import { expect, it } from 'vitest'
import { type SettleFromLogPorts, settleFromLog } from '../../../src/actions/delivery/settle-from-log.ts'
import type { KnownDelivery } from '../../../src/bounces/taken-report.ts'
import type { Edition } from '../../../src/editions/edition.ts'
import { at } from '../../contract/store/store-world.ts'

const delivery = (id: number, subscriberHandle: string) =>
  ({
    id,
    editionId: 7,
    subscriberHandle,
    newsletter: 'weekly',
    edition: { number: 12 },
    birth: 'k3V9x_0a',
  }) as KnownDelivery

const LOG = `Dec  1 09:00:01 mx postfix/cleanup[72]: 4F1A22C0: message-id=<weekly.12.k3V9x_0a.AAAAAAAAAAAAAAAA@lantern.example>
Dec  1 09:00:01 mx postfix/qmgr[70]: 4F1A22C0: from=<b@lantern.example>, size=4711, nrcpt=1 (queue active)`

it('settles what a log shows as taken, and says how many it says nothing of', async () => {
  const settled: number[][] = []
  const ports: SettleFromLogPorts = {
    editions: { find: async () => ({ id: 7 }) as Edition },
    reports: {
      uncertain: async () => [delivery(1, 'AAAAAAAAAAAAAAAA'), delivery(2, 'BBBBBBBBBBBBBBBB')],
      settleAccepted: async (ids) => settled.push(ids),
    },
    linesOf: async function* () {
      yield* LOG.split('\n')
    },
    clock: () => at(0),
  }
  expect(await settleFromLog(ports, 'weekly/12', 'mail.log')).toEqual({
    edition: 'weekly/12',
    settled: 1,
    left: 1,
    problems: [],
  })
  expect(settled).toEqual([[1]])
})
