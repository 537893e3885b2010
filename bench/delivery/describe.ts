import type { Measured } from '../statistics.ts'
import type { DeliveryFigures, SenderFigures } from './delivery-bench.ts'

/** The figures for a terminal: medians, and in brackets the least and the most of all rounds. */
export function describeDelivery(figures: DeliveryFigures): string {
  const { machine, load, ratio, list } = figures
  const rows = [
    senderRow('smtp-source', figures.smtpSource),
    senderRow('plain nodemailer loop', figures.plainLoop),
    senderRow('Broadsheet, full ledger', figures.broadsheet),
  ]
  return [
    `${machine.cores} cores ${machine.cpu}, ${machine.memory} GiB, ${machine.system}, Node ${machine.node}; load average before: ${machine.loadAverage.toFixed(1)}`,
    `${load.bytes / 1024} KB a message, ${load.connections} connections, to smtp-sink on loopback; each in turn, ${load.rounds} times`,
    '',
    ...rows,
    '',
    `Broadsheet is ${spread(ratio.toSmtpSource, 2)} of smtp-source and ${spread(ratio.toPlainLoop, 1)} times the plain loop.`,
    `${list.subscribers} subscribers: imported in ${list.importing.toFixed(2)} s, planned in ${spread(list.planning, 2)} s, frozen in ${spread(list.freezing, 2)} s.`,
    '',
  ].join('\n')
}

function senderRow(name: string, { messages, perSecond, peakMemory }: SenderFigures): string {
  const memory = peakMemory === undefined ? 'memory unknown' : `${peakMemory.toFixed(0)} MiB`
  return `${name.padEnd(24)} ${spread(perSecond, 0).padEnd(24)} messages/s   ${memory.padStart(8)}   (${messages} messages)`
}

function spread({ median, least, most }: Measured, digits: number): string {
  return `${median.toFixed(digits)} (${least.toFixed(digits)} to ${most.toFixed(digits)})`
}
