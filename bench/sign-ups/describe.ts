import { alignColumns } from '../align-columns.ts'
import type { Latency } from '../list/latency.ts'
import { describeMachine } from '../machine.ts'
import type { SignUpsFigures } from './figures.ts'

/** The figures for a terminal. */
export function describeSignUps(figures: SignUpsFigures): string {
  const { machine, subscribers, perMinute, rates, answers, confirmations, peakMemory } = figures
  const share = rates.beside / ((rates.before + rates.after) / 2)
  const count = (value: number) => Math.round(value).toLocaleString('en')
  return [
    describeMachine(machine),
    `an edition to ${count(subscribers)} by 10 connections to smtp-sink; ${count(perMinute)} sign-ups a minute beside it`,
    '',
    ...alignColumns([
      ['messages/s of the edition', 'before', 'beside them', 'after', 'share'],
      ['', count(rates.before), count(rates.beside), count(rates.after), share.toFixed(2)],
    ]),
    '',
    ...alignColumns([
      ['a sign-up', 'median', '99th of 100', 'worst', 'how many'],
      row('until the form is answered', answers),
      row('until its confirmation is taken', confirmations),
    ]),
    ...(peakMemory === undefined ? [] : ['', `serve took ${count(peakMemory)} MiB.`]),
    '',
  ].join('\n')
}

function row(name: string, { median, percentile99, worst, polls }: Latency): string[] {
  return [name, ...[median, percentile99, worst].map((value) => `${value.toFixed(0)} ms`), String(polls)]
}
