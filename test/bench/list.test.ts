import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { alignColumns } from '../../bench/align-columns.ts'
import { describeList } from '../../bench/list/describe.ts'
import type { ListFigures } from '../../bench/list/figures.ts'
import { latencyOf } from '../../bench/list/latency.ts'
import { listOptions } from '../../bench/list/options.ts'
import { pollServer } from '../../bench/list/poll-server.ts'

test('options: a million by default, a sentence for what is wrong', () => {
  expect(listOptions([])).toEqual({ subscribers: 1_000_000, json: false })
  expect(listOptions(['--subscribers', '500', '--json'])).toEqual({ subscribers: 500, json: true })
  expect(listOptions(['--subscribers', '0'])).toBe('--subscribers takes a whole number from 1 on, not "0".')
  expect(listOptions(['--list'])).toContain("Unknown option '--list'")
})

const polls = (...milliseconds: number[]) => milliseconds.map((each, index) => ({ at: index * 10, milliseconds: each }))

test('of a hundred answers the 50th, the 99th and the last', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => (index + 1) / 10)
  expect(latencyOf(polls(...hundred.reverse()), 10)).toEqual({ polls: 100, median: 5, percentile99: 9.9, worst: 10 })
  expect(latencyOf(polls(3), 10)).toEqual({ polls: 1, median: 3, percentile99: 3, worst: 3 })
  expect(() => latencyOf([], 10)).toThrow('nothing was asked')
})

test('questions that could not be asked while one waited count, each with what was left of the wait', () => {
  // 35 ms: those due 10, 20 and 30 ms later would have waited 25, 15 and 5.
  expect(latencyOf(polls(1, 35), 10)).toEqual({ polls: 5, median: 15, percentile99: 35, worst: 35 })
})

async function urlOf(server: Server): Promise<string> {
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

test('a server is asked over one connection, again and again, until it is enough', async () => {
  let connections = 0
  const stop = new AbortController()
  let asked = 0
  const server = createServer((_, response) => {
    if (++asked === 5) stop.abort()
    response.end('ok')
  })
  server.on('connection', () => connections++).listen(0, '127.0.0.1')
  const url = await urlOf(server)
  const answers = await pollServer(url, 1, stop.signal)
  expect(answers).toHaveLength(5)
  expect(connections).toBe(1)
  expect(answers.every(({ at, milliseconds }) => at > 1e12 && milliseconds > 0)).toBe(true)
})

test('a server that answers with an error ends the polls', async () => {
  const server = createServer((_, response) => response.writeHead(503).end()).listen(0, '127.0.0.1')
  const url = await urlOf(server)
  await expect(pollServer(url, 1, new AbortController().signal)).rejects.toThrow('answers 503')
})

test('columns: names to the left, figures to the right', () => {
  expect(
    alignColumns([
      ['', 'rate'],
      ['a', '1'],
      ['longer', '10'],
    ]),
  ).toEqual(['        rate', 'a          1', 'longer    10'])
  expect(alignColumns([])).toEqual([])
})

test('the figures as a person reads them', () => {
  const latency = { polls: 500, median: 0.31, percentile99: 1.5, worst: 12.04 }
  const figures: ListFigures = {
    schema: 1,
    bench: 'list',
    machine: { cpu: 'Some CPU', cores: 2, memory: 4, system: 'Linux 6', node: 'v20.19.0', loadAverage: 0.25 },
    subscribers: 1_000_000,
    importing: { seconds: 60.04, processorSeconds: 58, peakMemory: 512.3 },
    exporting: { seconds: 9.5 },
    importingAgain: { seconds: 70 },
    planning: { seconds: 6 },
    serve: { planning: 4, freezing: 5.25, peakMemory: 200 },
    latency: {
      busy: { healthz: latency, stillServer: latency },
      calm: { healthz: latency, stillServer: { ...latency, worst: 1.96 } },
    },
  }
  expect(describeList(figures)).toBe(`2 cores Some CPU, 4 GiB, Linux 6, Node v20.19.0; load average before: 0.3
a list of 1,000,000, one post that everybody is due; the mail server takes no mail

                            seconds  of the processor   memory
subscribers import             60.0              58.0  512 MiB
subscribers export              9.5                 –        –
subscribers import of that     70.0                 –        –
plan                            6.0                 –        –
serve: planned                  4.0                 –        –
serve: frozen                   5.3                 –  200 MiB

Planned and frozen by serve in 9.3 s.

an answer, asked every 10 ms            median  99th of 100    worst  polls
serve, while it plans and freezes       0.3 ms       1.5 ms  12.0 ms    500
a server that does nothing, beside it   0.3 ms       1.5 ms  12.0 ms    500
serve, after that                       0.3 ms       1.5 ms  12.0 ms    500
a server that does nothing, after that  0.3 ms       1.5 ms   2.0 ms    500
`)
})
