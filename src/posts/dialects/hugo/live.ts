import { Temporal } from 'temporal-polyfill'
import { type Fields, mapField, textField } from '../../front-matter-fields.ts'
import type { NotNews } from '../../not-news.ts'
import type { PostStatus } from '../../post.ts'
import type { PageDates } from './page-dates.ts'
import type { HugoSite } from './site-config.ts'
import { isNo, isYes, yesOrNo } from './yes-or-no.ts'

/** Whether Hugo would publish a page now, by its front matter and the site's `buildDrafts`, `buildFuture`, `buildExpired`. */
export function pageStatus(fields: Fields, dates: PageDates, site: HugoSite, now: Temporal.Instant): PostStatus {
  const isAfter = (one: Temporal.Instant, other: Temporal.Instant) => Temporal.Instant.compare(one, other) > 0
  const { publishDate, expiryDate } = dates
  if (isDraft(fields) && !site.buildDrafts) return 'draft'
  if (publishDate && isAfter(publishDate.instant, now) && !site.buildFuture) return 'future'
  if (expiryDate && isAfter(now, expiryDate.instant) && !site.buildExpired) return 'expired'
  return 'live'
}

/** The moments at which what pageStatus says may change by itself. */
export function statusTurns({ publishDate, expiryDate }: PageDates): Temporal.Instant[] {
  return [publishDate, expiryDate].flatMap((date) => date?.instant ?? [])
}

/** `draft`, else the opposite of `published` where that is a flag. */
function isDraft(fields: Fields): boolean {
  return yesOrNo(fields.get('draft')) ?? isNo(fields.get('published'))
}

/** A page that is rendered nowhere: headless bundles, and `build.render = "never"` or `"link"`. */
export function isUnrendered(fields: Fields): boolean {
  return isYes(fields.get('headless')) || isOff(buildOption(fields, 'render'), 'link')
}

/** A page that no list shows, so no feed either. */
export function isUnlisted(fields: Fields): boolean {
  return isOff(buildOption(fields, 'list'), 'local')
}

/** Pages of themes that list or search the others, and pages of documentation, which have no day. */
export function whyNotNews(fields: Fields, dates: PageDates): NotNews | undefined {
  if (!dates.isDated) return dates.date || dates.lastmod ? 'lastmod' : 'undated'
  return LISTS.has(textField(fields, 'layout')?.toLowerCase() ?? '') ? 'layout' : undefined
}

const LISTS = new Set(['search', 'archive', 'archives'])

function isOff(option: string, likeNever: string): boolean {
  return ['never', likeNever].includes(option.toLowerCase()) || isNo(option)
}

/** `build`, which was `_build` before Hugo 0.145. */
function buildOption(fields: Fields, name: string): string {
  return textField(mapField(fields, 'build'), name) ?? textField(mapField(fields, '_build'), name) ?? ''
}
