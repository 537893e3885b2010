import type { Liquid } from 'liquidjs'
import { readDate } from '../../dates.ts'
import { asText } from '../../front-matter-fields.ts'
import type { BasedEleventySite } from './eleventy-site.ts'
import { slug, slugify } from './slugs.ts'

type Filter = (value: unknown, ...args: unknown[]) => unknown

/** Eleventy's own filters, and those of its plugin for feeds. */
export function registerFilters(liquid: Liquid, { basePath, baseUrl }: BasedEleventySite): void {
  const onSite = (path: string) => (/^\/(?!\/)/.test(path) ? basePath + path.slice(1) : path)
  const filters: Record<string, Filter> = {
    url: (value) => onSite(textOf(value)),
    slugify: (value) => slugify(textOf(value)) ?? '',
    slug: (value) => slug(textOf(value)) ?? '',
    log: (value) => value,
    inputPathToUrl: (value) => value,
    htmlBaseUrl: (value) => absolute(onSite(textOf(value)), baseUrl),
    absoluteUrl: (value, base) => absolute(textOf(value), asText(base) ?? baseUrl),
    dateToRfc3339: (value) => momentOf(value)?.replace(/\.000/, '') ?? value,
    dateToRfc822: (value) => rfc822(value) ?? value,
    // Of which post comes before or after another, a mail says nothing.
    ...Object.fromEntries(NEIGHBOURS.map((name) => [name, () => undefined])),
  }
  for (const [name, filter] of Object.entries(filters)) liquid.registerFilter(name, filter)
}

const NEIGHBOURS = ['getCollectionItem', 'getPreviousCollectionItem', 'getNextCollectionItem', 'getCollectionItemIndex']

/** Nunjucks' own, where Liquid has none of the name, or another that does something else. */
export function registerNunjucksFilters(liquid: Liquid): void {
  const call = (name: string, ...args: unknown[]) => {
    const own = liquid.filters[name]
    return typeof own === 'function'
      ? (value: unknown) => own.call(undefined as never, value, ...args)
      : (value: unknown) => value
  }
  const filters: Record<string, Filter> = {
    safe: (value) => value,
    e: call('escape'),
    d: (value, other) => value ?? other,
    default: (value, other, isLoose) => (isLoose ? value || other : (value ?? other)),
    upper: (value) => textOf(value).toUpperCase(),
    lower: (value) => textOf(value).toLowerCase(),
    trim: (value) => textOf(value).trim(),
    title: (value) => textOf(value).replace(/\S+/g, capital),
    capitalize: (value) => capital(textOf(value)),
    length: (value) => lengthOf(value),
    wordcount: (value) => textOf(value).split(/\s+/).filter(Boolean).length,
    string: textOf,
    int: (value) => Number.parseInt(textOf(value), 10) || 0,
    float: (value) => Number.parseFloat(textOf(value)) || 0,
    urlencode: (value) => encodeURIComponent(textOf(value).toWellFormed()),
    striptags: call('strip_html'),
    nl2br: call('newline_to_br'),
    dump: (value) => JSON.stringify(value) ?? '',
    random: (value) => (Array.isArray(value) ? value[0] : value),
    list: (value) => (Array.isArray(value) ? value : Array.from(textOf(value))),
    truncate: (value, length = 255) => truncated(textOf(value), Number(length)),
    join: (value, between = '') => (Array.isArray(value) ? value.map(textOf).join(textOf(between)) : value),
    replace: (value, part, by) => (textOf(part) === '' ? value : textOf(value).replaceAll(textOf(part), textOf(by))),
  }
  for (const [name, filter] of Object.entries(filters)) liquid.registerFilter(name, filter)
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : (asText(value) ?? '')
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()
}

function lengthOf(value: unknown): number {
  if (typeof value === 'string' || Array.isArray(value)) return value.length
  return typeof value === 'object' && value !== null ? Object.keys(value).length : 0
}

/** At the end of a word, as Nunjucks has it. */
function truncated(text: string, length: number): string {
  if (!(text.length > length)) return text
  const cut = text.slice(0, length)
  const end = cut.lastIndexOf(' ')
  return `${end < 0 ? cut : cut.slice(0, end)}...`
}

function absolute(path: string, base: string): string {
  return URL.canParse(path, base) ? new URL(path, base).href : path
}

function momentOf(value: unknown): string | undefined {
  const date = readDate(textOf(value), 'UTC')
  return date && new Date(Number(date.instant.epochMilliseconds)).toISOString()
}

function rfc822(value: unknown): string | undefined {
  const date = readDate(textOf(value), 'UTC')
  return date && new Date(Number(date.instant.epochMilliseconds)).toUTCString().replace('GMT', '+0000')
}
