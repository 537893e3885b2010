import { keptPicture, pictureSources } from './picture-sources.ts'
import { firstWords } from './shows-words.ts'
import type { MailPost } from './variant-input.ts'

/** What has to be online when a mail arrives that shows it or leads to it. */
export interface NeededUrl {
  kind: 'page' | 'picture' | 'archive'
  url: string
  /** Of a page: any of these says that it is the post's; undefined: that it answers is enough. */
  shows?: string[]
  /** From a host that is not the operator's: only what is surely missing counts. */
  isOthers?: true
}

/** Of what is not online: what it is, and what it does instead, `https://… answers 404`. */
export interface Away {
  /** `other-page`: what answers there shows something else. `unasked`: there was no time to ask. */
  kind: NeededUrl['kind'] | 'other-page' | 'unasked'
  said: string
}

export interface UrlsOf {
  posts: Pick<MailPost, 'url' | 'title' | 'html'>[]
  /** HTML of each of its mails. */
  mails: string[]
  /** Its pictures of ours are within its mails. */
  carriesPictures?: boolean
  /** Its page in the archive, where it gets one. */
  archive?: string
}

export interface UrlsWhere {
  /** `title`: pages are to show their posts. */
  by: 'status' | 'title'
  siteUrl: string
  /** Ends in a slash. */
  webUrl: string
  /** It is mailed to people: what their mail programs load counts, too. */
  isMailed: boolean
  /** Whether web.url may be asked from here. */
  asksWeb: boolean
}

/** What an edition waits for, each address once. */
export function neededUrls({ posts, mails, carriesPictures, archive }: UrlsOf, where: UrlsWhere): NeededUrl[] {
  const pages = posts.map(
    ({ url, title, html }): NeededUrl => ({
      kind: 'page',
      url,
      ...(where.by === 'title' && { shows: [title, firstWords(html)].filter(Boolean) }),
    }),
  )
  const pictures = where.isMailed
    ? mails.flatMap(pictureSources).flatMap((url) => pictureAt(url, where, carriesPictures))
    : []
  return eachOnce([...pages, ...pictures, ...(archive && where.asksWeb ? [archiveBeside(archive)] : [])])
}

function pictureAt(url: string, { siteUrl, webUrl, asksWeb }: UrlsWhere, isCarried = false): NeededUrl[] {
  if (!/^https?:/i.test(url) || !URL.canParse(url)) return []
  if (keptPicture(url, `${webUrl}pictures/`)) return asksWeb && !isCarried ? [{ kind: 'picture', url }] : []
  const isOurs = [siteUrl, webUrl].some((own) => new URL(own).hostname === new URL(url).hostname)
  return [{ kind: 'picture', url, ...(!isOurs && { isOthers: true }) }]
}

/** The page itself is there from the moment that its recipients are written down; the list beside it always. */
function archiveBeside(page: string): NeededUrl {
  return { kind: 'archive', url: new URL('..', page).href }
}

function eachOnce(awaited: NeededUrl[]): NeededUrl[] {
  return [...new Map(awaited.toReversed().map((each) => [each.url, each])).values()].toReversed()
}

const MOST_SAID = 5

/** Why an edition waits or is held: a few sentences, however much is away. */
export function notOnline(away: Away[] = []): string {
  const isPages = away.every(({ kind }) => kind === 'page')
  const first = isPages ? "The posts' pages do not answer." : 'Not all that the mails show and lead to is online.'
  const rest = away.length - MOST_SAID
  return [
    first,
    ...away.slice(0, MOST_SAID).map(({ said }) => `${said}.`),
    ...(rest > 0 ? [`So it is with ${rest} more.`] : []),
  ].join(' ')
}
