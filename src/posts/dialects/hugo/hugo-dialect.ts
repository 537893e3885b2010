import type { Temporal } from 'temporal-polyfill'
import { failure, type Problem, warning } from '../../../config/problem.ts'
import { asText, type Fields, listField, textField } from '../../front-matter-fields.ts'
import { unknownTokens } from '../../permalinks.ts'
import type { Dialect, PageFacts, PageSource, Place } from '../dialect.ts'
import { aliasPaths } from './aliases.ts'
import { withCascades } from './cascade.ts'
import { formatOf } from './format.ts'
import { languageNamed, languageTag } from './languages.ts'
import { isUnlisted, isUnrendered, pageStatus, statusTurns, whyNotNews } from './live.ts'
import { pageDates } from './page-dates.ts'
import { mayName, paramOf } from './page-params.ts'
import { type PathSource, pagePath, permalinkOf } from './page-path.ts'
import { type ContentTree, contentTree, foldersNamed } from './place.ts'
import { type SectionPeriods, sectionPeriods, statusBelow } from './section-periods.ts'
import { type Sections, sectionsOf } from './sections.ts'
import type { BasedSite } from './site-base.ts'
import { isYes, isYesToAll } from './yes-or-no.ts'

interface KnownFiles {
  /** Front matter of the section pages (see isSectionFile), by path. */
  sectionFields?: ReadonlyMap<string, Fields>
  /** See contentTree. */
  plainHtml?: ReadonlySet<string>
  named?: ReadonlyMap<string, string>
  /** Hugo's configuration, for problems. */
  file?: string
}

/**
 * Hugo's decisions. Not followed: content other than Markdown and HTML.
 * @param paths all files of the content folders, below the site's folder
 */
export function hugoDialect(
  site: BasedSite,
  paths: string[],
  { sectionFields = new Map(), plainHtml, named, file }: KnownFiles = {},
): Dialect {
  const tree = contentTree(site, paths, plainHtml, named)
  const sections = sectionsOf(tree, sectionFields)
  const inherit = (place: Place, fields: Fields) => {
    const { cascades } = languageNamed(place.languageKey, site.languages)
    return withCascades(fields, [...sections.cascadesFor(place), ...cascades], place)
  }
  const periods = sectionPeriods(site, sections, inherit)
  return {
    markup: site.markup,
    problems: permalinkProblems(site, file),
    place: (path) => tree.place(path),
    inherit,
    readPage: (page, now) => readPage(page, { site, tree, sections, periods }, now),
    param(name, { place, text, data }) {
      const { params } = languageNamed(place.languageKey, site.languages)
      return paramOf(name, mayName(text, name) ? data() : {}, params)
    },
    repeatedKeyHint: 'The last one counts here and in most Hugos; newer ones refuse the page: keep one.',
  }
}

interface Surroundings {
  site: BasedSite
  tree: ContentTree
  sections: Sections
  periods: SectionPeriods
}

function readPage(page: PageSource, { site, tree, sections, periods }: Surroundings, now: Temporal.Instant) {
  const { place, fields } = page
  const { dates, problems } = pageDates(page, site.dateKeys, site.timeZone)
  const source: PathSource = {
    place,
    fields,
    dates,
    language: languageNamed(place.languageKey, site.languages),
    sections: () => foldersNamed(tree.sectionsAbove(place), place),
    sectionSlugs: () => sectionSlugs(place, tree, sections, site),
  }
  problems.push(...urlProblems(page), ...draftProblems(page))
  const { hasNoPages } = source.language
  if (isUnrendered(fields) || (hasNoPages && place.kind === 'page') || isUnknowable(source, site)) return { problems }
  const path = pagePath(source, site)
  const publishedAt = dates.publishDate ?? dates.date
  const isListed = place.kind === 'page' && !isUnlisted(fields)
  const format = formatOf(place.path, fields)
  const notNews = isListed ? (whyNotNews(fields, dates) ?? (format === 'other' ? 'format' : undefined)) : undefined
  const above = periods.above(place)
  const facts: PageFacts = {
    url: new URL(path, source.language.baseUrl ?? site.baseUrl).href,
    aliases: aliasPaths(fields, path, source.language.prefix),
    language: ownLanguage(page) ?? source.language.tag,
    tags: source.language.taxonomies.tags.flatMap((key) => listField(fields, key)),
    categories: source.language.taxonomies.categories.flatMap((key) => listField(fields, key)),
    terms: source.language.taxonomies.others.flatMap((key) => listField(fields, key)),
    status: statusBelow(above, pageStatus(fields, dates, site, now), site, now),
    turns: [dates, ...above.map((section) => section.dates)].flatMap(statusTurns),
    ...(isListed && !notNews && publishedAt && { publishedAt }),
    ...(notNews && { notNews }),
    ...(format === 'html' && { format }),
    ...(dates.lastmod && { updatedAt: dates.lastmod }),
  }
  return { facts, problems }
}

/** A section that has no slug and no title is called after its folder, in the plural unless the site says otherwise. */
function sectionSlugs(place: Place, tree: ContentTree, sections: Sections, site: BasedSite): string[] {
  const names = tree.sectionsAbove(place)
  return foldersNamed(names, place).map((name, i) => {
    const folder = names.slice(0, i + 1).join('/')
    const automatic = site.pluralizeListTitles && !name.endsWith('s') ? `${name}s` : name
    return sections.slugOf(folder, place.languageKey) ?? automatic
  })
}

/** Hugo has no such field; who writes one means it, and a mail's `lang` and `dir` follow it. */
function ownLanguage({ fields }: PageSource): string | undefined {
  const written = textField(fields, 'language', 'lang')
  return written && /^[a-z]{2,3}([-_][a-z0-9]{2,8})*$/i.test(written) ? languageTag(written) : undefined
}

function urlProblems({ fields, placeOf }: PageSource): Problem[] {
  const url = textField(fields, 'url')
  if (!url || !/^[a-z]+:\/\//i.test(url)) return []
  const hint = 'Write the path alone, such as /2026/my-post/.'
  return [failure('post.url', `url "${url}" names a host, which Hugo does not take.`, { hint, ...placeOf('url') })]
}

function draftProblems({ fields, placeOf }: PageSource): Problem[] {
  const draft = fields.get('draft')
  if (!isYes(draft) || isYesToAll(draft)) return []
  const hint = 'Write true or false: what any Hugo takes for a draft is held back.'
  return [
    warning('post.draft', `draft is "${asText(draft)}", which is yes to some Hugos and no to others.`, {
      hint,
      ...placeOf('draft'),
    }),
  ]
}

/** Told once for the site by permalinkProblems, not for each page. */
function isUnknowable(page: PathSource, site: BasedSite): boolean {
  const pattern = textField(page.fields, 'url') === undefined ? permalinkOf(page, site) : undefined
  return pattern !== undefined && unknownTokens(pattern).length > 0
}

function permalinkProblems(site: BasedSite, file?: string): Problem[] {
  const own = [site.permalinks, ...site.languages.map(({ permalinks }) => permalinks)].flatMap(Object.values<string>)
  const all = [...own, ...site.permalinkRules.map(({ pattern }) => pattern)]
  const patterns = new Set(site.otherPermalink ? [...all, site.otherPermalink] : all)
  return [...patterns].flatMap((pattern) => {
    const unknown = unknownTokens(pattern)
    if (unknown.length === 0) return []
    const message = `The permalink pattern ${pattern} has ${unknown.join(' and ')}, which is not known here.`
    return [failure('hugo.permalink', message, { hint: 'Posts that follow it are left out.', ...(file && { file }) })]
  })
}
