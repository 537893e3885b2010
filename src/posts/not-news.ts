/** Why something of the site is no post. */
export type NotNews = 'undated' | 'lastmod' | 'empty' | 'layout' | 'format' | 'gotmpl'

/** What is no post for one reason. */
export interface NotNewsGroup {
  why: NotNews
  /** As the person knows them, by name. */
  files: string[]
}

const SAYS: Record<NotNews, (count: number) => string> = {
  undated: (count) => `${pages(count)} without a date`,
  lastmod: (count) => `${pages(count)} with no date but that of a change`,
  empty: (count) => `${pages(count)} with an empty body`,
  layout: (count) => `${pages(count)} of search or archives, by layout`,
  format: (count) => `${files(count)} in a format that is not read (.org, .adoc, .rst, .pandoc)`,
  gotmpl: (count) => `${files(count)} that only Hugo can make pages of (_content.gotmpl)`,
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

function pages(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'page' : 'pages'}`
}

function files(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'file' : 'files'}`
}
