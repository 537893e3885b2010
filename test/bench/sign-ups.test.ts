import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { describeSignUps } from '../../bench/sign-ups/describe.ts'
import { signUpsOptions } from '../../bench/sign-ups/options.ts'
import { signUpSteadily } from '../../bench/sign-ups/sign-up-steadily.ts'

test('options: a thousand a minute by default, a sentence for what is wrong', () => {
  expect(signUpsOptions([])).toEqual({ subscribers: 200_000, perMinute: 1_000, seconds: 20, json: false })
  expect(signUpsOptions(['--per-minute', '0'])).toBe('--per-minute takes a whole number from 1 on, not "0".')
  expect(signUpsOptions(['--list'])).toContain("Unknown option '--list'")
})

test('each reader comes at their time, from a network of their own, and is taken', async () => {
  const seen: string[] = []
  const server = createServer(async (request, response) => {
    const form = new URLSearchParams(await text(request))
    seen.push(`${request.headers['x-forwarded-for']} ${form.get('email')}`)
    response.writeHead(seen.length > 3 ? 429 : 303).end()
  }).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/subscribe`
  expect(await signUpSteadily({ url, everyMs: 5, forMs: 15 })).toHaveLength(3)
  expect(seen.sort()).toEqual([0, 1, 2].map((number) => `10.0.0.${number} new-reader-${number}@bench.example`))
  await expect(signUpSteadily({ url, everyMs: 5, forMs: 1 })).rejects.toThrow('answered by 429')
})

test('what a person reads', () => {
  const latency = { polls: 334, median: 2.4, percentile99: 8.1, worst: 21 }
  const text = describeSignUps({
    schema: 1,
    bench: 'sign-ups',
    machine: { cpu: 'EPYC', cores: 2, memory: 24, system: 'Linux 6', node: 'v20.20.2', loadAverage: 0.1 },
    subscribers: 200_000,
    perMinute: 1_000,
    rates: { before: 2_000, beside: 1_900, after: 2_000 },
    answers: latency,
    confirmations: { ...latency, median: 480, worst: 990 },
    peakMemory: 240.4,
  })
  expect(text).toContain('messages/s of the edition  before  beside them  after  share')
  expect(text).toMatch(/2,000\s+1,900\s+2,000\s+0\.95/)
  expect(text).toMatch(/until its confirmation is taken\s+480 ms\s+8 ms\s+990 ms\s+334/)
})
