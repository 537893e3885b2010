import { isMap } from '../../../config/is-map.ts'
import { failure, type Problem } from '../../../config/problem.ts'
import { flagField } from '../../front-matter-fields.ts'
import type { WrittenDate } from '../../post.ts'
import { escapePath } from '../../urlize.ts'
import type { PageSource, Place } from '../dialect.ts'
import { patternPath } from '../pattern-path.ts'
import { CODE } from './data-cascade.ts'
import type { BasedEleventySite } from './eleventy-site.ts'
import { filledWords } from './filled-words.ts'
import { dataValue, fileSlug, pageWords } from './page-words.ts'
import { slugify } from './slugs.ts'

/** Where a page is, below the base URL and without a slash at its front; no path where it is none of the site. */
export function pagePath(
  page: PageSource,
  site: BasedEleventySite,
  date: WrittenDate | undefined,
): { path?: string; problems: Problem[] } {
  const { fields, place } = page
  const written = fields.get('permalink')
  const link = isMap(written) ? (written.build ?? false) : written
  if (link === false || (typeof link !== 'object' && flagField(new Map([['link', link]]), 'link') === false))
    return { problems: [] }
  if (typeof link !== 'string' && link !== CODE) return { path: asPath(defaultPath(place)), problems: [] }
  const filled = link === CODE ? undefined : filledIn(link, page, site, date)
  if (filled !== undefined) return { path: asPath(filled), problems: [] }
  if (site.permalink !== undefined) {
    const slug = fileSlug(place)
    const title = String(fields.get('title') ?? slug)
    return { path: patternPath(site.permalink, { place, date, title, slug: slugify(slug) ?? slug }), problems: [] }
  }
  // Of code in a folder's data, a problem of its own speaks.
  return { problems: link === CODE ? [] : [unknownAddress(link, page)] }
}

function filledIn(
  link: string,
  { fields, place }: PageSource,
  site: BasedEleventySite,
  date: WrittenDate | undefined,
): string | undefined {
  let isKnown = true
  const words = pageWords(place, date?.instant)
  const filled = filledWords(link, (name) => {
    const value = dataValue(name, fields, words, site)
    if (value === CODE || (value === undefined && site.files.globalCode.has(name.split('.')[0] ?? ''))) isKnown = false
    return value
  })
  return isKnown ? filled : undefined
}

/** Its folders and name; a name that is its folder's, or `index`, stands for the folder. */
function defaultPath({ folder, name }: Place): string {
  const isFolders = name === 'index' || folder.split('/').at(-1) === name
  return [folder, isFolders ? '' : name, ''].filter((part, i) => part !== '' || i === 2).join('/')
}

function asPath(link: string): string {
  return escapePath(
    link
      .replace(/\/{2,}/g, '/')
      .replace(/^(?:\.?\/)+/, '')
      .replace(/(^|\/)index(?:\.html|\/)?$/, '$1'),
  )
}

function unknownAddress(link: string, { placeOf }: PageSource): Problem {
  const shown = link.length > MOST_SHOWN ? `${link.slice(0, MOST_SHOWN)}…` : link
  return failure('eleventy.permalink', `The permalink ${shown} has more in it than variables and plain filters.`, {
    hint: 'Write the address itself, or a pattern as permalink in [content] of broadsheet.toml; until then the page is left out.',
    ...placeOf('permalink'),
  })
}

const MOST_SHOWN = 200
