import type { Difference } from './compare.ts'
import { figuresOf, isUnexplained } from './figures.ts'
import type { SiteVerdict } from './oracle-site.ts'

/** Around the first character that differs. */
const CONTEXT = 60

/** Each unexplained difference with its file and both values; then one line of figures. */
export function describeVerdict(name: string, verdict: SiteVerdict): string {
  const { pageCount, undatedCount, agreeing, byDesign } = figuresOf(name, verdict)
  const figures = Object.entries(agreeing).map(([what, { percent }]) => `${what} ${percent}`)
  const explained = Object.entries(byDesign).map(([reason, count]) => `${reason}: ${count}`)
  return [
    ...verdict.differences.filter(isUnexplained).map(describeDifference),
    `${name}: ${pageCount} pages (${undatedCount} given a date), ${figures.join(', ')}${explained.length > 0 ? `; by design: ${explained.join(', ')}` : ''}`,
    '',
  ].join('\n')
}

function describeDifference({ file, what, hugo, ours }: Difference): string {
  const at = firstDifference(hugo, ours)
  return `${file}: ${what}\n  hugo: ${excerpt(hugo, at)}\n  ours: ${excerpt(ours, at)}`
}

function firstDifference(one: string, other: string): number {
  let at = 0
  while (at < one.length && one[at] === other[at]) at += 1
  return at
}

function excerpt(text: string, at: number): string {
  const from = Math.max(0, at - CONTEXT)
  const part = text.slice(from, at + CONTEXT)
  return `${from > 0 ? '…' : ''}${part}${at + CONTEXT < text.length ? '…' : ''}`
}
