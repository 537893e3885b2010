import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { type TellPorts, tellOperator } from '../../src/actions/tell-operator.ts'
import type { Config } from '../../src/config/config.ts'
import type { SendResult } from '../../src/deliveries/send-result.ts'

const accepted: SendResult = { kind: 'accepted', reply: { code: 250, text: 'ok' } }
const down: SendResult = { kind: 'failed', phase: 'connect', error: 'refused' }

function ports(answers: Record<string, SendResult>, notify?: string) {
  const asked: string[] = []
  const config = {
    operator: { notify },
    newsletters: [{ from: { address: 'news@lantern.example' } }],
    smtp: Object.keys(answers).map((name) => ({ name })),
  } as unknown as Config
  const all: TellPorts = {
    config,
    sendThrough: async (server) => {
      asked.push(server)
      return answers[server] ?? down
    },
    newHandle: () => 'AAAAAAAAAAAAAAAA',
    clock: () => Temporal.Instant.from('2026-11-24T09:00:00Z'),
  }
  return { all, asked }
}

const notice = { subject: 'relay is in trouble', text: 'The login was refused.' }

test('the operator hears through another server than the one in trouble', async () => {
  const { all, asked } = ports({ relay: accepted, second: accepted }, 'mei@lantern.example')
  expect(await tellOperator(all, notice, 'relay')).toBe(true)
  expect(asked).toEqual(['second'])
})

test('every server is tried, the one in trouble last', async () => {
  const { all, asked } = ports({ relay: accepted, second: down }, 'mei@lantern.example')
  expect(await tellOperator(all, notice, 'relay')).toBe(true)
  expect(asked).toEqual(['second', 'relay'])
})

test('nobody to tell, nobody told', async () => {
  const { all, asked } = ports({ relay: accepted })
  expect(await tellOperator(all, notice)).toBe(false)
  expect(asked).toEqual([])
})
