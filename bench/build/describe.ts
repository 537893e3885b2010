import { alignColumns } from '../align-columns.ts'
import { type BuildFigures, type SiteFigures, TURNS, type Turn, type TurnFigures } from './build-bench.ts'

const NAMES: Record<Turn, string> = {
  newest: 'the newest, from cold',
  all: 'every post, from cold',
  edited: 'again, one post edited',
  unchanged: 'again, nothing changed',
}

/** The figures for a terminal: medians of all rounds. */
export function describeBuild({ machine, rounds, sites }: BuildFigures): string {
  const { cores, cpu, memory, system, node, loadAverage } = machine
  return [
    `${cores} cores ${cpu}, ${memory} GiB, ${system}, Node ${node}; load average before: ${loadAverage.toFixed(1)}`,
    `Each in turn, ${rounds === 1 ? 'once' : `${rounds} times`}; seconds (of processor time), peak memory`,
    ...sites.map(describeSite),
    '',
  ].join('\n')
}

function describeSite({ posts, hugo, broadsheet, ratio, processorRatio }: SiteFigures): string {
  const rows = TURNS.map((turn) => {
    const byProcessor = processorRatio ? ` (${processorRatio[turn].median.toFixed(2)})` : ''
    const times = `${ratio[turn].median.toFixed(2)}${byProcessor}`
    return [NAMES[turn], ...cells(hugo[turn]), ...cells(broadsheet[turn]), times]
  })
  const heading = [`${posts} posts`, 'Hugo', '', 'Broadsheet', '', 'Broadsheet / Hugo']
  return ['', ...alignColumns([heading, ...rows])].join('\n')
}

function cells({ seconds, processorSeconds, peakMemory }: TurnFigures): [time: string, memory: string] {
  const processor = processorSeconds ? ` (${processorSeconds.median.toFixed(2)})` : ''
  const memory = peakMemory === undefined ? '' : `${peakMemory.toFixed(0)} MiB`
  return [`${seconds.median.toFixed(2)} s${processor}`, memory]
}
