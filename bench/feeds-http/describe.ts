import type { Measured } from '../statistics.ts'
import type { FeedsHttpFigures, KindFigures } from './feeds-http-bench.ts'

/** The figures for a terminal: medians, and in brackets the least and the most of all rounds. */
export function describeFeedsHttp({ machine, load, conditional, whole }: FeedsHttpFigures): string {
  return [
    `${machine.cores} cores ${machine.cpu}, ${machine.memory} GiB, ${machine.system}, Node ${machine.node}; load average before: ${machine.loadAverage.toFixed(1)}`,
    `each server on one core, wrk on another, ${load.connections} connections, ${load.seconds} s each in turn, ${load.rounds} times`,
    '',
    ...kindRows('304, to a reader that has the feed', conditional),
    '',
    ...kindRows(`200, ${(load.gzipBytes / 1024).toFixed(0)} KB of gzip`, whole),
    '',
  ].join('\n')
}

function kindRows(heading: string, { nginx, bareNode, broadsheet, toNginx, toBareNode }: KindFigures): string[] {
  return [
    `${heading}, requests/s:`,
    row('nginx', nginx),
    row('bare Node server', bareNode),
    row('Broadsheet', broadsheet),
    `  Broadsheet is ${spread(toNginx, 2)} of nginx and ${spread(toBareNode, 2)} of the bare Node server.`,
  ]
}

function row(name: string, rate: Measured): string {
  return `  ${name.padEnd(18)} ${spread(rate, 0)}`
}

function spread({ median, least, most }: Measured, digits: number): string {
  return `${median.toFixed(digits)} (${least.toFixed(digits)} to ${most.toFixed(digits)})`
}
