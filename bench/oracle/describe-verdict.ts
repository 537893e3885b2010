import { ASPECTS, type Aspect, type Difference } from './compare.ts'
import { figuresOf, type SiteFigures } from './figures.ts'
import type { KnownDifference } from './known-differences.ts'
import type { SiteVerdict } from './oracle-site.ts'

/** Around the first character that differs. */
const CONTEXT = 60

/** What a post says; what is around it is told only where it differs. */
const CONTENT: Aspect[] = ['text', 'elements', 'links', 'pictures']

/** Each difference that nobody has looked at, with its file and both values; then the figures. */
export function describeVerdict(name: string, verdict: SiteVerdict): string {
  return [
    ...verdict.differences.map(describeDifference),
    ...verdict.stale.map(describeStale),
    ...describeFigures(figuresOf(name, verdict)),
    '',
  ].join('\n')
}

function describeDifference({ file, what, hugo, ours }: Difference): string {
  const at = firstDifference(hugo, ours)
  return `${file}: ${what}\n  hugo: ${excerpt(hugo, at)}\n  ours: ${excerpt(ours, at)}`
}

function describeStale({ file, mark, reason }: KnownDifference): string {
  return `${file}: listed as "${reason}", ${mark}, and no longer so`
}

function describeFigures(figures: SiteFigures): string[] {
  const { name, postCount, undatedCount, aspects, reasons, shortcodes, leftOutThemes } = figures
  const shown = ASPECTS.filter((what) => CONTENT.includes(what) || aspects[what].known + aspects[what].unknown > 0)
  const others = ASPECTS.filter((what) => !shown.includes(what))
  const lists = [
    ['listed', Object.entries(reasons).map(([reason, count]) => `${reason} ${count}`)],
    ['shortcodes of the site', shortcodes.own],
    ['stubs of shortcodes', shortcodes.stubs],
    ['themes left out', leftOutThemes],
  ] as const
  return [
    `${name}: ${postCount} posts${undatedCount > 0 ? `, ${undatedCount} pages given a date` : ''}`,
    ...shown.map((what) => {
      const { same, percent, known, unknown } = aspects[what]
      return `  ${what}: ${same} the same (${percent}), ${known} listed, ${unknown} other`
    }),
    ...(others.length > 0 ? [`  ${others.join(', ')}: all the same`] : []),
    ...lists.flatMap(([label, items]) => (items.length > 0 ? [`  ${label}: ${items.join('; ')}`] : [])),
  ]
}

function firstDifference(one: string, other: string): number {
  let at = 0
  while (at < one.length && one[at] === other[at]) at += 1
  return at
}

function excerpt(text: string, at: number): string {
  const from = Math.max(0, at - CONTEXT)
  const part = text.slice(from, at + CONTEXT).replaceAll('\n', ' ⏎ ')
  return `${from > 0 ? '…' : ''}${part}${at + CONTEXT < text.length ? '…' : ''}`
}
