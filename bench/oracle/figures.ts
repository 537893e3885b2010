import { ASPECTS, type Aspect } from './compare.ts'
import type { SiteVerdict } from './oracle-site.ts'

/** A site's verdict in numbers. */
export interface SiteFigures {
  name: string
  postCount: number
  /** Of these, posts that the oracle gave a date. */
  undatedCount: number
  /** By aspect: posts of which Hugo and Broadsheet say the same, say other things for a reason that is listed, and without one. */
  aspects: Record<Aspect, { same: number; percent: string; known: number; unknown: number }>
  /** Listed differences by reason; docs/hugo.md tells each. */
  reasons: Record<string, number>
  /** Listed differences that are none any more. */
  stale: number
  shortcodes: SiteVerdict['shortcodes']
  leftOutThemes: string[]
}

export function figuresOf(name: string, verdict: SiteVerdict): SiteFigures {
  const { differences, known, stale, postCount, undatedCount, shortcodes, leftOutThemes } = verdict
  const filesOf = (all: { file: string; what: Aspect }[], what: Aspect) =>
    new Set(all.filter((one) => one.what === what).map(({ file }) => file))
  const notLive = new Set([...filesOf(differences, 'live'), ...filesOf(known, 'live')]).size
  const aspects = ASPECTS.map((what) => {
    const unknown = filesOf(differences, what)
    const other = new Set([...unknown, ...filesOf(known, what)])
    // What only one of the two shows has nothing to be compared with.
    const compared = what === 'live' ? postCount : postCount - notLive
    const same = Math.max(0, compared - other.size)
    const figures = { same, percent: percent(same, compared), known: other.size - unknown.size, unknown: unknown.size }
    return [what, figures] as const
  })
  const reasons = known.map(({ reason }) => reason)
  return {
    name,
    postCount,
    undatedCount,
    aspects: Object.fromEntries(aspects) as SiteFigures['aspects'],
    reasons: Object.fromEntries(
      [...new Set(reasons)].map((reason) => [reason, reasons.filter((other) => other === reason).length]),
    ),
    stale: stale.length,
    shortcodes,
    leftOutThemes,
  }
}

/** Rounded down: 100.0% is all of them. */
function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${(Math.floor((part / whole) * 1000) / 10).toFixed(1)}%`
}
