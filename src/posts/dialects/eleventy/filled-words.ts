import { Temporal } from 'temporal-polyfill'
import { readDate } from '../../dates.ts'
import { asText } from '../../front-matter-fields.ts'
import { formatDate, writtenMoment } from './date-format.ts'
import { slug, slugify } from './slugs.ts'

/**
 * A line such as a permalink with its `{{ … }}` filled in, in Liquid or Nunjucks; undefined where it has more of them than variables and the
 * filters below. Of a whole template language nothing is loaded: every page of a site asks.
 */
export function filledWords(line: string, find: (name: string) => unknown): string | undefined {
  if (!line.includes('{')) return line
  if (/\{[%#]/.test(line)) return undefined
  let isKnown = true
  const filled = line.replace(/\{\{-?([^{}]*?)-?\}\}/g, (_, expression: string) => {
    const value = evaluated(expression, find)
    isKnown &&= value !== undefined
    return value ?? ''
  })
  return isKnown && !/\{\{|\}\}/.test(filled) ? filled : undefined
}

const TEXT = `"[^"]*"|'[^']*'`
const PARTS = new RegExp(String.raw`^(?<value>${TEXT}|[\w$.-]+)(?<filters>(?:\|\w+(?:(?::|\()(?:${TEXT}|[^|"'])*)?)*)$`)
const FILTER = new RegExp(String.raw`\|(?<name>\w+)(?:[:(](?<args>(?:${TEXT}|[^|"'])*))?`, 'g')

function evaluated(expression: string, find: (name: string) => unknown): string | undefined {
  const { value = '', filters = '' } = PARTS.exec(withoutBlanks(expression))?.groups ?? {}
  if (value === '') return undefined
  const first: unknown = /^["']/.test(value) ? value.slice(1, -1) : find(value)
  const last = [...filters.matchAll(FILTER)].reduce<unknown>((before, { groups: { name = '', args = '' } = {} }) => {
    const given = [...args.matchAll(new RegExp(TEXT, 'g'))].map(([text]) => text.slice(1, -1))
    return before === UNKNOWN ? before : Object.hasOwn(FILTERS, name) ? FILTERS[name]?.(before, given) : UNKNOWN
  }, first ?? '')
  return last === UNKNOWN ? undefined : shown(last)
}

function withoutBlanks(expression: string): string {
  return expression.replace(new RegExp(`(${TEXT})|\\s+`, 'g'), (_, text: string | undefined) => text ?? '')
}

const UNKNOWN = Symbol('unknown')

function shown(value: unknown): string {
  return value instanceof Temporal.Instant ? writtenMoment(value) : (asText(value) ?? '')
}

const orUnknown = (text: string | undefined) => text ?? UNKNOWN

const FILTERS: Record<string, (value: unknown, args: string[]) => unknown> = {
  slugify: (value) => orUnknown(slugify(shown(value))),
  slug: (value) => orUnknown(slug(shown(value))),
  date: (value, [format]) => {
    const instant = value instanceof Temporal.Instant ? value : readDate(shown(value), 'UTC')?.instant
    return format !== undefined && instant ? orUnknown(formatDate(instant, format)) : UNKNOWN
  },
  downcase: (value) => shown(value).toLowerCase(),
  lower: (value) => shown(value).toLowerCase(),
  url: (value) => value,
  safe: (value) => value,
  strip: (value) => shown(value).trim(),
  trim: (value) => shown(value).trim(),
  default: (value, [other]) => shown(value) || other,
  append: (value, [more = '']) => shown(value) + more,
  prepend: (value, [more = '']) => more + shown(value),
  remove: (value, [part = '']) => (part === '' ? value : shown(value).replaceAll(part, '')),
  replace: (value, [part = '', by = '']) => (part === '' ? value : shown(value).replaceAll(part, by)),
}
