import { alignColumns } from '../align-columns.ts'
import { describeMachine } from '../machine.ts'
import type { ListFigures, StepFigures } from './figures.ts'
import type { Latency } from './latency.ts'

/** The figures for a terminal. */
export function describeList({
  machine,
  subscribers,
  importing,
  sqliteImport,
  exporting,
  importingAgain,
  planning,
  serve,
  latency,
}: ListFigures): string {
  const { busy, calm } = latency
  return [
    describeMachine(machine),
    `a list of ${subscribers.toLocaleString('en')}, one post that everybody is due; the mail server takes no mail`,
    '',
    ...alignColumns([
      ['', 'seconds', 'of the processor', 'memory'],
      stepRow('subscribers import', importing),
      ...(sqliteImport ? [stepRow('sqlite3 .import, one table', sqliteImport)] : []),
      stepRow('subscribers export', exporting),
      stepRow('subscribers import of that', importingAgain),
      stepRow('plan', planning),
      stepRow('serve: planned', { seconds: serve.planning }),
      stepRow('serve: frozen', { seconds: serve.freezing, peakMemory: serve.peakMemory }),
    ]),
    '',
    `Planned and frozen by serve in ${(serve.planning + serve.freezing).toFixed(1)} s.`,
    '',
    ...alignColumns([
      ['an answer, asked every 10 ms', 'median', '99th of 100', 'worst', 'polls'],
      latencyRow('serve, while it plans and freezes', busy.healthz),
      latencyRow('a server that does nothing, beside it', busy.stillServer),
      latencyRow('serve, after that', calm.healthz),
      latencyRow('a server that does nothing, after that', calm.stillServer),
    ]),
    '',
  ].join('\n')
}

function stepRow(name: string, { seconds, processorSeconds, peakMemory }: StepFigures): string[] {
  return [
    name,
    seconds.toFixed(1),
    processorSeconds === undefined ? '–' : processorSeconds.toFixed(1),
    peakMemory === undefined ? '–' : `${peakMemory.toFixed(0)} MiB`,
  ]
}

function latencyRow(name: string, { median, percentile99, worst, polls }: Latency): string[] {
  return [name, ...[median, percentile99, worst].map((value) => `${value.toFixed(1)} ms`), String(polls)]
}
