import type { Measured } from '../statistics.ts'
import { type FeedsHttpFigures, type KindFigures, SERVERS, type Server } from './feeds-http-bench.ts'

const NAMES: Record<Server, string> = {
  nginx: 'nginx, sendfile',
  nginxCopying: 'nginx, no sendfile',
  bareNode: 'bare Node server',
  broadsheet: 'Broadsheet',
}

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

function kindRows(heading: string, { rates, ratio }: KindFigures): string[] {
  const rows = SERVERS.map((server) => {
    const { perSecond, perProcessorSecond } = rates[server]
    return row(NAMES[server], spread(perSecond, 0), spread(perProcessorSecond, 0))
  })
  const ratios = SERVERS.filter((server) => server !== 'broadsheet').map((server) =>
    row(`  to ${NAMES[server]}`, spread(ratio[server].perSecond, 2), spread(ratio[server].perProcessorSecond, 2)),
  )
  return [row(heading, 'requests/s', 'requests/s of processor time'), ...rows, 'Broadsheet,', ...ratios]
}

function row(name: string, ...figures: string[]): string {
  return [name.padEnd(36), ...figures.map((figure) => figure.padEnd(26))].join('').trimEnd()
}

function spread({ median, least, most }: Measured, digits: number): string {
  return `${median.toFixed(digits)} (${least.toFixed(digits)} to ${most.toFixed(digits)})`
}
