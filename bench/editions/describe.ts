import { alignColumns } from '../align-columns.ts'
import { describeMachine } from '../machine.ts'
import type { EditionsFigures, PlanFigures } from './figures.ts'

/** The figures for a terminal. */
export function describeEditions({ machine, mails, plans, ...figures }: EditionsFigures): string {
  const { subscribers, posts, topics } = figures
  return [
    describeMachine(machine),
    `an edition of ${posts} posts with ${topics} topics, to ${count(subscribers)} subscribers who chose some of these`,
    '',
    ...alignColumns([
      ['a mail of a random set of posts', 'ms of a core', 'a second'],
      ...(['alone', 'first', 'next'] as const).map((name) => [
        NAMES[name],
        mails[name].toFixed(2),
        count(1000 / mails[name]),
      ]),
    ]),
    `The next ones are made ${(mails.alone / mails.next).toFixed(1)} times as fast as alone; ${count(mails.count)} were made.`,
    '',
    ...alignColumns([
      ['plan', 'recipients', 'mails', 'seconds', 'of the processor', 'memory'],
      ...plans.map((plan) => [`${plan.cadence}, on ${plan.database}`, ...planCells(plan)]),
    ]),
    '',
  ].join('\n')
}

const NAMES = { alone: 'alone', first: 'in a series, the first tenth', next: 'in a series, the next ones' }

function planCells({ recipients, variants, seconds, processorSeconds, peakMemory }: PlanFigures): string[] {
  return [
    count(recipients),
    count(variants),
    seconds.toFixed(1),
    processorSeconds?.toFixed(1) ?? '–',
    peakMemory === undefined ? '–' : `${count(peakMemory)} MiB`,
  ]
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en')
}
