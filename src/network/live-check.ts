import { mapBounded } from '../config/map-bounded.ts'
import type { Away, NeededUrl } from '../editions/needed-urls.ts'
import { showsOneOf } from '../editions/shows-words.ts'
import type { Fetch, FetchResult } from './guarded-fetch.ts'
import { pageText } from './page-text.ts'

export interface LivePorts {
  /** For the operator's own hosts. */
  fetch: Fetch
  /** For any other, at a public address. */
  fetchElsewhere: Fetch
  /** The site's address: a page that leads there instead is gone. */
  siteUrl: string
  /** Epoch milliseconds. */
  now(): number
}

/** What of it is not online; in order, none where all is. */
export type LiveCheck = (awaited: NeededUrl[]) => Promise<Away[]>

/** A small host must not take our looking for an attack. */
const AT_ONCE = 4
/** All of it: whoever waits for the answer has other editions, too. Then what was not asked is away, until it is asked the next time. */
const MOST_MS = 30_000
/** So many are enough to wait for. */
const MOST_AWAY = 10
/** What answered is not asked again so soon: a plan, its question and its start ask within a minute, and a long list is gone through bit by bit. */
const KEPT_MS = 180_000

/** Asks what an edition waits for, each address with one question, and remembers for a while what answered as it should. */
export function liveCheck(ports: LivePorts): LiveCheck {
  const answered = new Map<string, number>()
  return async (awaited) => {
    const began = ports.now()
    for (const [key, at] of answered) if (began - at >= KEPT_MS) answered.delete(key)
    let found = 0
    let unasked = 0
    const results = await mapBounded(awaited, AT_ONCE, async (each): Promise<Away | undefined> => {
      const key = JSON.stringify(each)
      if (answered.has(key) || found >= MOST_AWAY) return undefined
      if (ports.now() - began >= MOST_MS) {
        unasked++
        return undefined
      }
      const away = await awayOf(each, ports)
      if (away) found++
      else answered.set(key, ports.now())
      return away
    })
    const away = results.filter((result) => result !== undefined)
    return unasked > 0 ? [...away, outOfTime(unasked, awaited.length)] : away
  }
}

function outOfTime(unasked: number, all: number): Away {
  const said = `There was no time to ask for ${unasked} of ${all} addresses: what was asked answers slowly`
  return { kind: 'unasked', said }
}

async function awayOf(awaited: NeededUrl, ports: LivePorts): Promise<Away | undefined> {
  const { kind, url } = awaited
  if (awaited.shows) return pageAway(url, awaited.shows, ports)
  const fetch = awaited.isOthers ? ports.fetchElsewhere : ports.fetch
  const answer = await ask(url, fetch)
  if (awaited.isOthers && !isSurelyMissing(answer)) return undefined
  const fault = faultOf(answer) ?? (kind === 'picture' ? noPicture(answer) : undefined)
  return fault === undefined ? undefined : { kind, said: `${NAMED[kind]}${url} ${fault}${HINTS[kind](awaited)}` }
}

const NAMED: Record<NeededUrl['kind'], string> = { page: '', picture: 'The picture ', archive: 'The archive ' }

/** What to put right, where it is not the site that is to be deployed. */
const HINTS: Record<NeededUrl['kind'], (awaited: NeededUrl) => string> = {
  page: () => '',
  archive: () => ' (the web server in front has to pass /archive/ on to `broadsheet serve`)',
  picture: ({ url, isOthers }) => {
    if (isOthers) return ' (it is loaded from another host: put it into the site, or take it out)'
    if (!url.includes('/pictures/')) return ''
    return ' (`broadsheet serve` has to have it, in the same database.data_dir, and the web server in front to pass /pictures/ on)'
  },
}

/** HEAD is enough where it is answered well; many servers answer it otherwise than GET. */
async function ask(url: string, fetch: Fetch): Promise<FetchResult> {
  const answer = await fetch(url, { head: true })
  return !isWell(answer) && (answer.ok || !answer.fault) ? fetch(url) : answer
}

async function pageAway(url: string, shows: string[], { fetch, siteUrl }: LivePorts): Promise<Away | undefined> {
  const answer = await fetch(url, { bytes: true, beginning: true })
  const fault = faultOf(answer)
  if (fault) return { kind: 'page', said: `${url} ${fault}` }
  if (!answer.ok) return undefined
  if (isSame(answer.url, siteUrl) && !isSame(url, siteUrl))
    return { kind: 'other-page', said: `${url} leads to the site's front page` }
  if (showsOneOf(pageText(answer.bytes ?? Buffer.alloc(0), answer.type), shows)) return undefined
  return { kind: 'other-page', said: `${url} answers, and ${showsNone(shows)}` }
}

/** `shows neither "Brass lamps" nor "All about lamps"` */
function showsNone(phrases: string[]): string {
  const quoted = phrases.map((phrase) => `"${phrase}"`)
  return quoted.length > 1 ? `shows neither ${quoted.join(' nor ')}` : `does not show ${quoted}`
}

function isWell(answer: FetchResult): boolean {
  return answer.ok && answer.status >= 200 && answer.status < 300
}

/** `answers 404`; undefined where it answers as it should. */
function faultOf(answer: FetchResult): string | undefined {
  if (!answer.ok) return `does not answer: ${answer.error}`
  return isWell(answer) ? undefined : `answers ${answer.status}`
}

function noPicture(answer: FetchResult): string | undefined {
  const type = (answer.ok && answer.type) || undefined
  if (!type || /^(?:image\/|application\/octet-stream|binary\/)/i.test(type)) return undefined
  return `answers with ${type.split(';')[0]}, which is no picture`
}

/** Hosts of others may refuse us and not their readers. */
function isSurelyMissing(answer: FetchResult): boolean {
  return answer.ok ? answer.status === 404 || answer.status === 410 : answer.fault === 'name'
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [one, other].map((url) => new URL(url))
  return a?.host === b?.host && a?.pathname === b?.pathname
}
