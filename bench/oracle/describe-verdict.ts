import type { Aspect, Difference } from './compare.ts'
import { explanationOf } from './known-differences.ts'
import type { SiteVerdict } from './oracle-site.ts'

const ASPECTS: Aspect[] = ['live', 'permalink', 'date', 'lastmod', 'title', 'tags', 'categories', 'text']
/** Around the first character that differs. */
const CONTEXT = 60

export function isUnexplained(difference: Difference): boolean {
  return explanationOf(difference) === undefined
}

/** Each difference with its file and both values, unexplained ones first; then one line of figures. */
export function describeVerdict(name: string, verdict: SiteVerdict): string {
  const { differences, pageCount, undatedCount } = verdict
  const unexplained = differences.filter(isUnexplained)
  const known = differences.flatMap((difference) => explanationOf(difference) ?? [])
  const explained = [...new Set(known)].map((name) => `${name}: ${known.filter((other) => other === name).length}`)
  const figures = ASPECTS.map((what) => {
    const count = unexplained.filter((difference) => difference.what === what).length
    return `${what} ${percent(pageCount - count, pageCount)}`
  })
  return [
    ...unexplained.map(describeDifference),
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

function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${(Math.floor((part / whole) * 1000) / 10).toFixed(1)}%`
}
