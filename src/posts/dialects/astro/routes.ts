import type { AstroSite } from './astro-site.ts'

/** A file of `src/pages` that makes a page of each entry of a collection. */
export interface AstroRoute {
  /** Below the folder of pages, without its ending and without what names its folder's page: `blog/[...slug]`. */
  path: string
  /** Collections that it asks for. */
  collections: string[]
  /** Whether its code gives an entry's id to the address as it is. */
  isPlain: boolean
}

const ASKED = /getCollection\(\s*(["'`])([\w-]+)\1/g
const PARAM = /\[(?:\.\.\.)?(\w+)\]/g
const LANGUAGE_PARAMS = new Set(['lang', 'locale', 'language'])

/** What a file of pages makes of a collection; undefined where it makes nothing of one. @param path below the folder of pages */
export function routeIn(path: string, text: string): AstroRoute | undefined {
  const own = path.replace(/\.\w+$/, '').replace(/\/index$/, '')
  const params = [...own.matchAll(PARAM)].map(([, name = '']) => name)
  const last = params.at(-1)
  if (last === undefined || !own.endsWith(']') || /\bpaginate\s*\(/.test(text)) return undefined
  const given = new RegExp(String.raw`\b${last}['"]?\s*:\s*([^,}\n]{1,200})`).exec(text)?.[1]?.trim()
  const isPlain = given === undefined || /^(?:[\w$.]+\.)?(?:id|slug)(?:\s*\|\|\s*undefined)?$/.test(given)
  const isOfEntries = ENTRY_PARAMS.has(last) || (isPlain && given !== undefined)
  if (!isOfEntries) return undefined
  const collections = [...new Set([...text.matchAll(ASKED)].map(([, , name = '']) => name))]
  const others = params.slice(0, -1).filter((name) => !LANGUAGE_PARAMS.has(name))
  return { path: own, collections, isPlain: isPlain && others.length === 0 }
}

const ENTRY_PARAMS = new Set(['slug', 'id', 'post', 'entry', 'path', 'article'])

export interface Address {
  /** Below the site's base, not escaped, without a slash at either end. */
  path: string
  route?: AstroRoute
}

/** Where an entry's page is: by the route that asks for its collection, else as most sites have it. */
export function addressOf(
  { collection, id, locale }: { collection: string; id: string; locale?: string },
  routes: readonly AstroRoute[],
  site: Pick<AstroSite, 'defaultLocale'>,
): Address {
  const [route] = routes
    .map((each) => ({ each, score: scoreOf(each, collection, locale, site) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ each }) => each)
  if (!route) return { path: `${collection}/${id}` }
  const hasOwnLanguage = hasLanguage(route, locale) || (isOfDefault(locale, site) && routes.some(speaksOfLanguage))
  const rest = locale !== undefined && hasOwnLanguage ? id.slice(locale.length + 1) : id
  const parts = route.path.split('/')
  const folders = parts.slice(0, -1).map((part) => (isLanguageParam(part) ? (locale ?? part) : part))
  return { path: [...folders, rest].filter(Boolean).join('/'), route }
}

function scoreOf(
  route: AstroRoute,
  collection: string,
  locale: string | undefined,
  site: Pick<AstroSite, 'defaultLocale'>,
): number {
  const parts = route.path.split('/')
  const isNamed = parts.includes(collection)
  const isAsked = route.collections.includes(collection)
  if (!isAsked && !(isNamed && route.collections.length === 0)) return 0
  const isForeign = speaksOfLanguage(route) && !hasLanguage(route, locale)
  if (isForeign) return 0
  const language = hasLanguage(route, locale) && !(isOfDefault(locale, site) && isLanguageParam(parts[0] ?? '')) ? 2 : 1
  return (isAsked ? 100 : 50) + (isNamed ? 20 : 0) + (route.collections.length === 1 ? 10 : 0) + language
}

function isLanguageParam(part: string): boolean {
  return LANGUAGE_PARAMS.has(/^\[(?:\.\.\.)?(\w+)\]$/.exec(part)?.[1] ?? '')
}

function speaksOfLanguage({ path }: AstroRoute): boolean {
  return path.split('/').slice(0, -1).some(isLanguageParam)
}

function hasLanguage({ path }: AstroRoute, locale: string | undefined): boolean {
  const folders = path.split('/').slice(0, -1)
  return locale !== undefined && (folders.includes(locale) || folders.some(isLanguageParam))
}

function isOfDefault(locale: string | undefined, { defaultLocale }: Pick<AstroSite, 'defaultLocale'>): boolean {
  return locale !== undefined && locale === defaultLocale
}
