import { expect, onTestFinished, test } from 'vitest'
import { describeDelivery } from '../../bench/delivery/describe.ts'
import { deliveryFigures, type EditionTurn, type Round } from '../../bench/delivery/figures.ts'
import { deliveryOptions } from '../../bench/delivery/options.ts'
import { runSmtpSource, startSmtpSink } from '../../bench/delivery/postfix-tools.ts'
import { HEADERS, sampleMail } from '../../bench/delivery/sample-mail.ts'
import { findTool, MissingTool } from '../../bench/missing-tool.ts'
import { readProcessorSeconds } from '../../bench/processor-time.ts'
import { measured, spread } from '../../bench/statistics.ts'
import { composeVariant } from '../../src/messages/compose-variant.ts'

const hasPostfix = await Promise.all([findTool('smtp-sink', ''), findTool('smtp-source', '')]).then(
  () => true,
  () => false,
)

test('options: good defaults, sizes in KB, a sentence for what is wrong', () => {
  expect(deliveryOptions([])).toEqual({
    sizes: [10_000],
    bytes: 46_080,
    connections: 20,
    rounds: 3,
    postgres: false,
    json: false,
  })
  expect(deliveryOptions(['--messages', '500', '--size', '2', '--json'])).toMatchObject({
    sizes: [500],
    bytes: 2048,
    json: true,
  })
  expect(deliveryOptions(['--messages', '1000,10,1000'])).toMatchObject({ sizes: [10, 1000] })
  for (const wrong of ['many', '10,', '10;20', '0'])
    expect(deliveryOptions(['--messages', wrong])).toBe(
      `--messages takes whole numbers from 1 on, with commas between them, not "${wrong}".`,
    )
  expect(deliveryOptions(['--connections', '0'])).toContain('--connections takes a whole number from 1 on')
  expect(deliveryOptions(['--fast'])).toContain("Unknown option '--fast'")
})

test('a median of an odd and of an even number of rounds, with its spread', () => {
  expect(measured([30, 10, 20])).toEqual({ median: 20, least: 10, most: 30 })
  expect(measured([4, 1, 2, 3])).toEqual({ median: 2.5, least: 1, most: 4 })
  expect(() => measured([])).toThrow('nothing was measured')
  expect(spread(measured([1, 2, 4]), 1)).toBe('2.0 (1.0 to 4.0)')
  expect(spread(measured([2]), 1)).toBe('2.0')
})

test.each([10, 45])('a mail of %i KB has that size on the wire, within one percent or two', async (kilobytes) => {
  const variant = await sampleMail(kilobytes * 1024)
  const mail = await composeVariant(
    variant,
    { ...HEADERS, edition: 'weekly/1' },
    {
      to: { address: 'reader@bench.example' },
      token: 'x'.repeat(43),
      preferences: 'x'.repeat(43),
      messageId: '<weekly.1.x@bench.example>',
    },
  )
  expect(mail.length / (kilobytes * 1024)).toBeCloseTo(1, 1.5)
})

test('a tool that is not there is named, with how to install it', async () => {
  const finding = findTool('no-such-tool', 'apt install something')
  await expect(finding).rejects.toThrow(MissingTool)
  await expect(finding).rejects.toThrow('no-such-tool is not installed. apt install something')
})

test.skipIf(!hasPostfix)("Postfix's tools speak to each other (skipped where Postfix is not installed)", async () => {
  const sink = await startSmtpSink()
  onTestFinished(() => sink.stop())
  const load = { messages: 50, bytes: 2000, connections: 5 }
  for (const keepsOpen of [false, true])
    expect((await runSmtpSource(sink.port, load, { keepsOpen })).seconds).toBeGreaterThan(0)
  if (process.platform === 'linux') expect(await sink.processorSeconds()).toBeGreaterThanOrEqual(0)
})

test('processor time of a process, whatever its name is', () => {
  const stat = '4242 (a (b) c 9 9) S 1 4242 4242 0 -1 4194560 200 0 0 0 1234 66 0 0 20 0 11 0 500 1000 2000'
  expect(readProcessorSeconds(stat)).toBe(13)
  expect(readProcessorSeconds('')).toBeUndefined()
})

/** A sender that needs half a millisecond of the processor for a message, and smtp-sink a fifth. */
const turn = (messages: number, perSecond: number, processor = 0.5) => ({
  messages,
  seconds: messages / perSecond,
  processorSeconds: (messages * processor) / 1000,
  sinkSeconds: (messages * 0.2) / 1000,
  peakMemory: 10,
})

const edition = (messages: number, perSecond: number): EditionTurn => ({
  ...turn(messages, perSecond),
  planning: 0.02,
  freezing: 0.03,
})

const round = (broadsheet: number): Round => ({
  smtpSource: turn(1000, 3000),
  smtpSourceKept: turn(1000, 4000),
  plainLoop: turn(200, 400),
  broadsheet: [edition(1000, broadsheet), edition(100_000, 2000)],
  broadsheetSigned: turn(1000, broadsheet / 2, 1.5),
})

const setting = {
  machine: { cpu: 'Some CPU', cores: 2, memory: 4, system: 'Linux 6', node: 'v20.19.0', loadAverage: 0.25 },
  load: { bytes: 46_080, connections: 20, rounds: 2 },
  importing: [0.1, 8],
}

test('ratios are taken round by round, the signature by what it adds, the sizes by their medians', () => {
  const figures = deliveryFigures(setting, [round(1800), round(2000), round(3000)])
  expect(figures.ratio.toSmtpSource).toEqual({ median: 2000 / 3000, least: 0.6, most: 1 })
  expect(figures.ratio.toSmtpSourceKept.median).toBeCloseTo(0.5)
  expect(figures.ratio.toPlainLoop.median).toBeCloseTo(5)
  expect(figures.signing.rate.median).toBeCloseTo(0.5)
  expect(figures.signing.processor?.median).toBeCloseTo(1)
  expect(figures.senders.broadsheet.sinkProcessor?.median).toBeCloseTo(0.2)
  expect(figures.sizes.map(({ messages }) => messages)).toEqual([1000, 100_000])
  expect(deliveryFigures(setting, [round(1000)]).evenness).toBeCloseTo(0.5)
})

test('the figures as a person reads them', () => {
  expect(describeDelivery(deliveryFigures(setting, [round(2000), round(2400)]))).toBe(
    `2 cores Some CPU, 4 GiB, Linux 6, Node v20.19.0; load average before: 0.3
45 KB a message, 20 connections, to smtp-sink on loopback; each in turn, 2 times

                         messages           messages/s  ms of a core each  smtp-sink's  memory
smtp-source                  1000                 3000               0.50         0.20  10 MiB
smtp-source -d               1000                 4000               0.50         0.20  10 MiB
plain nodemailer loop         200                  400               0.50         0.20  10 MiB
Broadsheet, full ledger      1000  2200 (2000 to 2400)               0.50         0.20  10 MiB
Broadsheet, signed           1000  1100 (1000 to 1200)               1.50         0.20  10 MiB

Broadsheet is 0.73 (0.67 to 0.80) of smtp-source, 0.55 (0.50 to 0.60) of smtp-source -d and 5.5 (5.0 to 6.0) times the plain loop.
Signed, it is 0.50 of itself: a signature costs 1.00 ms of a core.

subscribers           messages/s  ms of a core each  memory  imported  planned  frozen
1000         2200 (2000 to 2400)               0.50  10 MiB    0.10 s   0.02 s  0.03 s
100000                      2000               0.50  10 MiB    8.00 s   0.02 s  0.03 s
From 1,000 to 100,000: the slowest rate is 0.91 of the fastest.
`,
  )
})

test('what the system does not tell is a dash', () => {
  const { smtpSource, plainLoop: _, ...rest } = round(2000)
  const untold = { messages: 200, seconds: 1 }
  const figures = deliveryFigures(setting, [{ ...rest, smtpSource, plainLoop: untold, broadsheetSigned: untold }])
  const lines = describeDelivery(figures).split('\n')
  expect(lines.find((line) => line.startsWith('plain nodemailer loop'))).toMatch(/200 {2}.* 200 {2}.*–.*–.*–$/)
  expect(lines.find((line) => line.startsWith('Signed'))).toContain('a signature costs – ms of a core')
})

test('PostgreSQL is held against SQLite, and two workers against one', () => {
  const rounds = [2000, 2400].map((rate) => ({
    ...round(rate),
    postgres: { one: edition(1000, rate * 0.9), two: edition(1000, rate * 1.2) },
  }))
  const figures = deliveryFigures({ ...setting, importingOnPostgres: 0.3 }, rounds)
  expect(figures.postgres?.toSqlite.median).toBeCloseTo(0.9)
  expect(figures.postgres?.twoToOne.median).toBeCloseTo(1.2 / 0.9)
  const lines = describeDelivery(figures).split('\n')
  expect(lines.filter((line) => line.includes('PostgreSQL')).map((line) => line.replace(/\s+/g, ' '))).toEqual([
    'on PostgreSQL 1000 1980 (1800 to 2160) 0.50 0.20 10 MiB',
    'on PostgreSQL, two workers 1000 2640 (2400 to 2880) 0.50 0.20 10 MiB',
    'On PostgreSQL, one worker is 0.90 of SQLite, and two are 1.33 of one.',
    'on PostgreSQL 1980 (1800 to 2160) 0.50 10 MiB 0.30 s 0.02 s 0.03 s',
  ])
})
