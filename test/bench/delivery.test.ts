import { expect, onTestFinished, test } from 'vitest'
import type { DeliveryFigures } from '../../bench/delivery/delivery-bench.ts'
import { describeDelivery } from '../../bench/delivery/describe.ts'
import { deliveryOptions } from '../../bench/delivery/options.ts'
import { runSmtpSource, startSmtpSink } from '../../bench/delivery/postfix-tools.ts'
import { HEADERS, sampleMail } from '../../bench/delivery/sample-mail.ts'
import { findTool, MissingTool } from '../../bench/missing-tool.ts'
import { measured } from '../../bench/statistics.ts'
import { composeVariant } from '../../src/messages/compose-variant.ts'

const hasPostfix = await Promise.all([findTool('smtp-sink', ''), findTool('smtp-source', '')]).then(
  () => true,
  () => false,
)

test('options: good defaults, sizes in KB, a sentence for what is wrong', () => {
  expect(deliveryOptions([])).toEqual({ messages: 10_000, bytes: 46_080, connections: 20, rounds: 3, json: false })
  expect(deliveryOptions(['--messages', '500', '--size', '2', '--json'])).toMatchObject({
    messages: 500,
    bytes: 2048,
    json: true,
  })
  expect(deliveryOptions(['--messages', 'many'])).toBe('--messages takes a whole number from 1 on, not "many".')
  expect(deliveryOptions(['--connections', '0'])).toContain('--connections takes a whole number from 1 on')
  expect(deliveryOptions(['--fast'])).toContain("Unknown option '--fast'")
})

test('a median of an odd and of an even number of rounds, with its spread', () => {
  expect(measured([30, 10, 20])).toEqual({ median: 20, least: 10, most: 30 })
  expect(measured([4, 1, 2, 3])).toEqual({ median: 2.5, least: 1, most: 4 })
  expect(() => measured([])).toThrow('nothing was measured')
})

test.each([10, 45])('a mail of %i KB has that size on the wire, within one percent or two', async (kilobytes) => {
  const variant = await sampleMail(kilobytes * 1024)
  const mail = await composeVariant(
    variant,
    { ...HEADERS, edition: 'weekly/1' },
    { to: { address: 'reader@bench.example' }, token: 'x'.repeat(43), messageId: '<weekly.1.x@bench.example>' },
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
  const run = await runSmtpSource(sink.port, { messages: 50, bytes: 2000, connections: 5 })
  expect(run.seconds).toBeGreaterThan(0)
})

test('the figures as a person reads them', () => {
  const rate = (median: number) => ({ median, least: median - 1, most: median + 1 })
  const figures: DeliveryFigures = {
    schema: 1,
    bench: 'delivery',
    machine: { cpu: 'Some CPU', cores: 2, memory: 4, system: 'Linux 6', node: 'v20.19.0', loadAverage: 0.25 },
    load: { bytes: 46_080, connections: 20, rounds: 3 },
    smtpSource: { messages: 1000, perSecond: rate(4000), peakMemory: 9.6 },
    plainLoop: { messages: 200, perSecond: rate(500), peakMemory: 110 },
    broadsheet: { messages: 1000, perSecond: rate(4800) },
    ratio: { toSmtpSource: rate(1.2), toPlainLoop: rate(9.6) },
    list: { subscribers: 1000, importing: 0.1, planning: rate(0.02), freezing: rate(0.03) },
  }
  expect(describeDelivery(figures)).toContain(`2 cores Some CPU, 4 GiB, Linux 6, Node v20.19.0; load average before: 0.3
45 KB a message, 20 connections, to smtp-sink on loopback; each in turn, 3 times

smtp-source              4000 (3999 to 4001)      messages/s     10 MiB   (1000 messages)
plain nodemailer loop    500 (499 to 501)         messages/s    110 MiB   (200 messages)
Broadsheet, full ledger  4800 (4799 to 4801)      messages/s   memory unknown   (1000 messages)

Broadsheet is 1.20 (0.20 to 2.20) of smtp-source and 9.6 (8.6 to 10.6) times the plain loop.`)
})
