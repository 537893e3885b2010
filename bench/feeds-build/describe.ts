import type { Measured } from '../statistics.ts'
import type { FeedsBuildFigures, Task } from './feeds-build-bench.ts'

const NAMES: Record<Task, string> = {
  hugo: 'Hugo, its own RSS',
  cold: 'Broadsheet, cold',
  warm: 'Broadsheet, warm',
  edited: 'Broadsheet, one post edited',
}

/** The figures as a person reads them. */
export function describeFeedsBuild({ machine, load, written, tasks, toHugo }: FeedsBuildFigures): string {
  const { hugo, broadsheet } = written
  const rows = (Object.keys(NAMES) as Task[]).map((task) => {
    const { seconds, processorSeconds, peakMemory } = tasks[task]
    const ratio = task === 'hugo' ? '' : `  ${range(toHugo[task], 2)} of Hugo's time`
    const processor = `${processorSeconds.median.toFixed(1)} s of processor time`
    return `${NAMES[task].padEnd(28)} ${range(seconds, 1)} s, ${processor}, ${peakMemory.median.toFixed(0)} MiB${ratio}`
  })
  return [
    `${machine.cores} cores ${machine.cpu}, ${machine.memory} GiB, ${machine.system}, Node ${machine.node}; load average before: ${machine.loadAverage.toFixed(1)}`,
    `${load.posts} posts with ${load.tags} tags; each in turn, ${load.rounds} times`,
    '',
    ...rows,
    '',
    `Hugo wrote ${hugo.documents} documents, ${hugo.megabytes.toFixed(0)} MB; Broadsheet ${broadsheet.documents}, ${broadsheet.megabytes.toFixed(0)} MB, and each compressed twice.`,
    '',
  ].join('\n')
}

function range({ median, least, most }: Measured, digits: number): string {
  return `${median.toFixed(digits)} (${least.toFixed(digits)} to ${most.toFixed(digits)})`
}
