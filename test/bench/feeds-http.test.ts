import { expect, test } from 'vitest'
import { describeFeedsHttp } from '../../bench/feeds-http/describe.ts'
import { type FeedsHttpFigures, type KindFigures, SERVERS } from '../../bench/feeds-http/feeds-http-bench.ts'
import { feedsHttpOptions } from '../../bench/feeds-http/options.ts'
import { readWrk } from '../../bench/feeds-http/wrk.ts'
import { processorSeconds } from '../../bench/processor-seconds.ts'

test('options: good defaults, a sentence for what is wrong', () => {
  expect(feedsHttpOptions([])).toEqual({ rounds: 5, seconds: 3, connections: 32, json: false })
  expect(feedsHttpOptions(['--rounds', '2', '--json'])).toMatchObject({ rounds: 2, json: true })
  expect(feedsHttpOptions(['--seconds', '0'])).toBe('--seconds takes a whole number from 1 on, not "0".')
  expect(feedsHttpOptions(['--fast'])).toContain("Unknown option '--fast'")
})

const WRK = `Running 2s test @ http://127.0.0.1:8391/feed.xml
  1 threads and 32 connections
  64855 requests in 2.00s, 24.12MB read
Requests/sec:  32427.50
Transfer/sec:     12.06MB
`

test('what wrk says is read; errors are none', () => {
  expect(readWrk(WRK)).toEqual({ requests: 64_855, perSecond: 32_427.5 })
  expect(() => readWrk(`${WRK}  Non-2xx or 3xx responses: 3\n`)).toThrow('wrk met errors')
  expect(() => readWrk('unable to connect')).toThrow('wrk met errors')
})

test.skipIf(process.platform !== 'linux')('a process has had some processor time (skipped off Linux)', async () => {
  expect(await processorSeconds(process.pid)).toBeGreaterThan(0)
  expect(await processorSeconds(2 ** 30)).toBeUndefined()
})

test('the figures for people: medians, spreads and ratios, of both kinds', () => {
  const figure = (median: number) => ({ median, least: median, most: median })
  const rates = { perSecond: figure(40_000), perProcessorSecond: figure(50_000) }
  const all = Object.fromEntries(SERVERS.map((server) => [server, rates]))
  const kind = { rates: all, ratio: all } as unknown as KindFigures
  const figures: FeedsHttpFigures = {
    schema: 1,
    bench: 'feeds-http',
    machine: { cpu: 'x', cores: 2, memory: 24, system: 'Linux', node: 'v20', loadAverage: 0 },
    load: { rounds: 1, seconds: 1, connections: 1, plainBytes: 200_000, gzipBytes: 61_440 },
    conditional: kind,
    whole: kind,
  }
  const text = describeFeedsHttp(figures)
  expect(text).toContain('200, 60 KB of gzip')
  expect(text.match(/40000 \(40000 to 40000\)/g)).toHaveLength(8)
})
