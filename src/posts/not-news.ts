import { count } from '../config/count.ts'

/** Why something of the site is no post. */
export type NotNews = 'undated' | 'lastmod' | 'empty' | 'layout' | 'format' | 'gotmpl' | 'redirect' | 'unlisted'

/** What is no post for one reason. */
export interface NotNewsGroup {
  why: NotNews
  /** As the person knows them, by name. */
  files: string[]
}

const SAYS: Record<NotNews, (n: number) => string> = {
  undated: (n) => `${count(n, 'page')} without a date`,
  lastmod: (n) => `${count(n, 'page')} with no date but that of a change`,
  empty: (n) => `${count(n, 'page')} with an empty body`,
  layout: (n) => `${count(n, 'page')} of search or archives, by layout`,
  format: (n) => `${count(n, 'file')} in a format that is not read (.org, .adoc, .rst, .pandoc)`,
  gotmpl: (n) => `${count(n, 'file')} that only Hugo can make pages of (_content.gotmpl)`,
  redirect: (n) => `${count(n, 'page')} that only ${n === 1 ? 'leads' : 'lead'} elsewhere`,
  unlisted: (n) => `${count(n, 'page')} that ${n === 1 ? 'is' : 'are'} in no collection`,
}

const ORDER = Object.keys(SAYS) as NotNews[]
const MOST_NAMED = 3

/** `Not news: 3 pages without a date (about.md, a.md, b.md and 2 more); …`; undefined where there is nothing to say. */
export function describeNotNews(groups: NotNewsGroup[]): string | undefined {
  if (groups.length === 0) return undefined
  const parts = groups.map(({ why, files }) => `${SAYS[why](files.length)} (${firstOf(files)})`)
  return `Not news: ${parts.join('; ')}.`
}

export function groupNotNews(all: { why: NotNews; file: string }[]): NotNewsGroup[] {
  return ORDER.flatMap((why) => {
    const files = all.filter((each) => each.why === why).map(({ file }) => file)
    return files.length > 0 ? [{ why, files: files.toSorted() }] : []
  })
}

export function firstOf(names: string[]): string {
  const more = names.length > MOST_NAMED ? ` and ${(names.length - MOST_NAMED).toLocaleString('en')} more` : ''
  return names.slice(0, MOST_NAMED).join(', ') + more
}
