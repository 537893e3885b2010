import type { Temporal } from 'temporal-polyfill'
import type { Fields } from '../../front-matter-fields.ts'
import type { PostStatus } from '../../post.ts'
import type { Place } from '../dialect.ts'
import { pageStatus } from './live.ts'
import { type PageDates, pageDates } from './page-dates.ts'
import type { SectionPage, Sections } from './sections.ts'
import type { BasedSite } from './site-base.ts'

/** When sections are shown: Hugo up to 0.122 hides all pages below one that is a draft, is still to come or has expired. */
export interface SectionPeriods {
  /** Of those above a page, the nearest first. */
  above(place: Place): SectionPeriod[]
}

export interface SectionPeriod {
  fields: Fields
  dates: PageDates
}

/** @param inherit as Dialect.inherit: a section may be given its dates by those above it */
export function sectionPeriods(
  site: BasedSite,
  sections: Sections,
  inherit: (place: Place, fields: Fields) => Fields,
): SectionPeriods {
  const known = new Map<SectionPage, SectionPeriod>()
  const periodOf = (section: SectionPage): SectionPeriod => {
    const before = known.get(section)
    if (before) return before
    const fields = inherit(section.place, section.fields)
    const page = {
      place: section.place,
      fields,
      front: '',
      text: () => '',
      times: {},
      placeOf: () => ({ file: section.place.path }),
    }
    const period = { fields, dates: pageDates(page, site.dateKeys, site.timeZone).dates }
    known.set(section, period)
    return period
  }
  return { above: (place) => sections.above(place).map(periodOf) }
}

/** A page's own status, unless a section above it is hidden. */
export function statusBelow(
  sections: SectionPeriod[],
  own: PostStatus,
  site: BasedSite,
  now: Temporal.Instant,
): PostStatus {
  if (own !== 'live') return own
  const statuses = sections.map(({ fields, dates }) => pageStatus(fields, dates, site, now))
  return statuses.find((status) => status !== 'live') ?? 'live'
}
