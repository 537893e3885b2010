import { alignColumns } from '../align-columns.ts'
import { describeMachine } from '../machine.ts'
import { type Measured, spread } from '../statistics.ts'
import type { DeliveryFigures, SenderFigures, SizeFigures } from './figures.ts'

const UNKNOWN = '–'

/** The figures for a terminal: medians, and in brackets the least and the most of all rounds. */
export function describeDelivery({
  machine,
  load,
  senders,
  ratio,
  signing,
  sizes,
  postgres,
  evenness,
}: DeliveryFigures): string {
  const { toSmtpSource, toSmtpSourceKept, toPlainLoop } = ratio
  return [
    describeMachine(machine),
    `${load.bytes / 1024} KB a message, ${load.connections} connections, to smtp-sink on loopback; each in turn, ${load.rounds} times`,
    '',
    ...alignColumns([
      ['', 'messages', 'messages/s', 'ms of a core each', "smtp-sink's", 'memory'],
      senderRow('smtp-source', senders.smtpSource),
      senderRow('smtp-source -d', senders.smtpSourceKept),
      senderRow('plain nodemailer loop', senders.plainLoop),
      senderRow('Broadsheet, full ledger', senders.broadsheet),
      senderRow('Broadsheet, signed', senders.broadsheetSigned),
      ...(postgres
        ? [senderRow('on PostgreSQL', postgres.one), senderRow('on PostgreSQL, two workers', postgres.two)]
        : []),
    ]),
    '',
    `Broadsheet is ${spread(toSmtpSource, 2)} of smtp-source, ${spread(toSmtpSourceKept, 2)} of smtp-source -d and ${spread(toPlainLoop, 1)} times the plain loop.`,
    `Signed, it is ${spread(signing.rate, 2)} of itself: a signature costs ${milliseconds(signing.processor)} ms of a core.`,
    ...(postgres ? [describePostgres(postgres)] : []),
    '',
    ...alignColumns([
      ['subscribers', 'messages/s', 'ms of a core each', 'memory', 'imported', 'planned', 'frozen'],
      ...sizes.map((size) => sizeRow(String(size.messages), size)),
      ...(postgres ? [sizeRow('on PostgreSQL', postgres.one)] : []),
    ]),
    ...(sizes.length > 1 ? [describeEvenness(sizes, evenness)] : []),
    '',
  ].join('\n')
}

function senderRow(name: string, figures: SenderFigures): string[] {
  const { messages, perSecond, processor, sinkProcessor, peakMemory } = figures
  const cells = [String(messages), spread(perSecond, 0), milliseconds(processor), milliseconds(sinkProcessor)]
  return [name, ...cells, memory(peakMemory)]
}

function sizeRow(
  name: string,
  { perSecond, processor, peakMemory, importing, planning, freezing }: SizeFigures,
): string[] {
  const list = [`${importing.toFixed(2)} s`, `${spread(planning, 2)} s`, `${spread(freezing, 2)} s`]
  return [name, spread(perSecond, 0), milliseconds(processor), memory(peakMemory), ...list]
}

function describePostgres({ toSqlite, twoToOne }: NonNullable<DeliveryFigures['postgres']>): string {
  return `On PostgreSQL, one worker is ${spread(toSqlite, 2)} of SQLite, and two are ${spread(twoToOne, 2)} of one.`
}

function describeEvenness(sizes: SizeFigures[], evenness: number): string {
  const count = (size: SizeFigures | undefined) => (size?.messages ?? 0).toLocaleString('en')
  return `From ${count(sizes[0])} to ${count(sizes.at(-1))}: the slowest rate is ${evenness.toFixed(2)} of the fastest.`
}

function milliseconds(figure: Measured | undefined): string {
  return figure ? spread(figure, 2) : UNKNOWN
}

function memory(mebibytes: number | undefined): string {
  return mebibytes === undefined ? UNKNOWN : `${mebibytes.toFixed(0)} MiB`
}
