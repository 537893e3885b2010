import { ASPECTS, type Aspect, type Difference } from './compare.ts'
import { explanationOf } from './known-differences.ts'
import type { SiteVerdict } from './oracle-site.ts'

/** A site's verdict in numbers. */
export interface SiteFigures {
  name: string
  pageCount: number
  /** Of these, pages that the oracle gave a date. */
  undatedCount: number
  /** By aspect, pages in which Hugo and Broadsheet agree, but for what is by design. */
  agreeing: Record<Aspect, { count: number; percent: string }>
  /** Differences by design, by the name that docs/hugo.md has for each. */
  byDesign: Record<string, number>
}

export function isUnexplained(difference: Difference): boolean {
  return explanationOf(difference) === undefined
}

export function figuresOf(name: string, { differences, pageCount, undatedCount }: SiteVerdict): SiteFigures {
  const unexplained = differences.filter(isUnexplained)
  const agreeing = ASPECTS.map((what) => {
    const files = new Set(unexplained.filter((difference) => difference.what === what).map(({ file }) => file))
    const count = pageCount - files.size
    return [what, { count, percent: percent(count, pageCount) }] as const
  })
  const known = differences.flatMap((difference) => explanationOf(difference) ?? [])
  const byDesign = [...new Set(known)].map((name) => [name, known.filter((other) => other === name).length] as const)
  return {
    name,
    pageCount,
    undatedCount,
    agreeing: Object.fromEntries(agreeing) as SiteFigures['agreeing'],
    byDesign: Object.fromEntries(byDesign),
  }
}

/** Rounded down: 100.0% is all of them. */
function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${(Math.floor((part / whole) * 1000) / 10).toFixed(1)}%`
}
