import { Temporal } from 'temporal-polyfill'
import type { HugoSite } from '../../src/posts/dialects/hugo/site-config.ts'
import type { PostStatus } from '../../src/posts/post.ts'
import { type Difference, hasDate } from './compare.ts'
import type { HugoPage } from './run-hugo.ts'

/** A moment, and what each post is to us then, by Hugo's name of its file. */
export interface OurStatuses {
  at: Temporal.Instant
  statuses: Map<string, PostStatus>
}

/** Now, and the seconds before and after a page comes or goes: whatever is wrong with a date shows then. */
export function tellingMoments(pages: HugoPage[], now: Temporal.Instant): Temporal.Instant[] {
  const expiries = pages.map(({ expiryDate }) => expiryDate)
  const coming = pages.map(({ publishDate }) => publishDate).filter((date) => hasDate(date) && isAfter(date, now))
  const dates = [...new Set([...expiries.filter(hasDate), ...coming])].map((date) => Temporal.Instant.from(date))
  return [now, ...dates.flatMap((date) => [date.subtract({ seconds: 1 }), date.add({ seconds: 1 })])]
}

/** @param pages all of Hugo's, whatever their dates; a live one that is no post of ours is told by compareSite */
export function compareStatuses(pages: HugoPage[], ours: OurStatuses[], site: HugoSite): Difference[] {
  return ours.flatMap(({ at, statuses }) =>
    pages.flatMap((page) => {
      const hugo = statusAt(page, at, site)
      const own = statuses.get(page.file) ?? (hugo === 'live' ? hugo : 'no post')
      return hugo === own ? [] : [{ file: page.file, what: 'status' as const, hugo: `${hugo} at ${at}`, ours: own }]
    }),
  )
}

function statusAt({ isDraft, publishDate, expiryDate }: HugoPage, at: Temporal.Instant, site: HugoSite): PostStatus {
  if (isDraft && !site.buildDrafts) return 'draft'
  if (hasDate(publishDate) && isAfter(publishDate, at) && !site.buildFuture) return 'future'
  if (hasDate(expiryDate) && !isAfter(expiryDate, at) && !site.buildExpired) return 'expired'
  return 'live'
}

function isAfter(date: string, at: Temporal.Instant): boolean {
  return Temporal.Instant.compare(Temporal.Instant.from(date), at) > 0
}
