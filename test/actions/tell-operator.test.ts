import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { type TellPorts, tellOperator } from '../../src/actions/tell-operator.ts'
import type { Config } from '../../src/config/config.ts'
import type { SendResult } from '../../src/deliveries/send-result.ts'
import type { DkimKey } from '../../src/messages/dkim-key.ts'
import { rsa, verdicts } from '../messages/dkim-keys.ts'

const accepted: SendResult = { kind: 'accepted', reply: { code: 250, text: 'ok' } }
const down: SendResult = { kind: 'failed', phase: 'connect', error: 'refused' }

function ports(answers: Record<string, SendResult>, notify?: string, dkim: () => Promise<DkimKey[]> = async () => []) {
  const asked: string[] = []
  const mails: Buffer[] = []
  const config = {
    operator: { notify },
    newsletters: [{ from: { address: 'news@lantern.example' } }],
    smtp: Object.keys(answers).map((name) => ({ name })),
  } as unknown as Config
  const all: TellPorts = {
    config,
    sendThrough: async (server, { data }) => {
      asked.push(server)
      mails.push(data)
      return answers[server] ?? down
    },
    dkimKeys: dkim,
    newHandle: () => 'AAAAAAAAAAAAAAAA',
    clock: () => Temporal.Instant.from('2026-11-24T09:00:00Z'),
  }
  return { all, asked, mails }
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

test('what the operator hears is signed as every mail of theirs is', async () => {
  const { all, mails } = ports({ relay: accepted }, 'mei@lantern.example', async () => [rsa])
  await tellOperator(all, notice)
  expect(await Promise.all(mails.map((mail) => verdicts(mail)))).toEqual([['b2026: pass']])
})

test('a key that cannot be read keeps nothing from the operator', async () => {
  const { all, mails } = ports({ relay: accepted }, 'mei@lantern.example', () => Promise.reject(new Error('no key')))
  expect(await tellOperator(all, notice)).toBe(true)
  expect(String(mails[0])).not.toContain('DKIM-Signature')
})
