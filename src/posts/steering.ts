import { nearestHint } from '../config/nearest-key.ts'
import { failure, formatProblem, type Problem } from '../config/problem.ts'
import { sayNumber } from '../config/say-number.ts'
import { asText, type Fields, mapField } from './front-matter-fields.ts'

/** What a post's author says of its way by mail: `newsletter` in front matter. Feeds do not ask for it. */
export interface Steering {
  /** Kept out of these newsletters, by their ids; true: of all. */
  skip?: true | string[]
  /** For these alone. */
  only?: string[]
  /** Of the mail that it leads. One line of plain text each. */
  subject?: string
  preheader?: string
  /** Its edition waits for an operator. */
  hold?: true
  /** What subscribers' topics are held against, besides its tags. */
  topics?: string[]
  /** Higher ones come first; none: 0. */
  priority?: number
  /** Markdown, above the post in a mail. */
  intro?: string
  /** Why it goes into no mail until that is put right: a sentence with its place. */
  fault?: string
}

/** Where it stands and what is known around it. */
export interface SteeringContext {
  /** Ids of the configured newsletters. */
  newsletters: readonly string[]
  /** Path and line of one of its keys; without one, of all of it. */
  placeOf(key?: string): Pick<Problem, 'file' | 'line'>
}

export interface ReadSteering {
  steering?: Steering
  problems: Problem[]
}

/**
 * At the top of front matter, or below `params`, as Hugo has its pages' own. Whatever is wrong keeps the post out of mails: what was meant may be that it is to go to nobody.
 */
export function steeringOf(fields: Fields, context: SteeringContext): ReadSteering {
  const holder = fields.has(KEY) ? fields : mapField(fields, 'params')
  const written = holder.get(KEY)
  if (written === undefined || written === null) return { problems: [] }
  const problems: Problem[] = []
  const refuse: Refuse = (key, message, hint) => {
    if (problems.length === MOST_PROBLEMS) return undefined
    problems.push(failure('post.newsletter', message, { hint: `${hint} ${UNTIL}`, ...context.placeOf(key) }))
    return undefined
  }
  const steering = isMap(written) ? readKeys(mapField(holder, KEY), context, refuse) : noMap(written, refuse)
  const [first] = problems
  const all = { ...steering, ...(first && { fault: formatProblem(first) }) }
  return Object.keys(all).length > 0 ? { steering: all, problems } : { problems }
}

const KEY = 'newsletter'
/** Of one post; the first of many are enough to see what is wrong. */
const MOST_PROBLEMS = 20
const UNTIL = 'Until then the post goes into no mail.'

type Refuse = (key: string | undefined, message: string, hint: string) => undefined

function isMap(written: unknown): boolean {
  return typeof written === 'object' && !Array.isArray(written)
}

function noMap(written: unknown, refuse: Refuse): Steering {
  const shown = asText(written)
  refuse(
    undefined,
    `newsletter ${shown === undefined ? 'is a list' : `is "${cut(shown)}"`} and not a map of keys.`,
    'Write what is to become of the post, such as newsletter: {skip: true}, or take it out.',
  )
  return {}
}

type Reader<Value> = (value: unknown, key: string, refuse: Refuse, context: SteeringContext) => Value | undefined

/** Each key with how it is read; nothing else lists them. */
const KEYS: { [Key in keyof Omit<Steering, 'fault'>]-?: Reader<Steering[Key]> } = {
  skip: (value, key, refuse, context) => {
    const isAll = flag(value)
    if (isAll !== undefined) return isAll || undefined
    return newsletterIds(value, key, refuse, context)
  },
  only: newsletterIds,
  subject: line,
  preheader: line,
  hold: (value, key, refuse) => {
    const held = flag(value)
    if (held === undefined) return refuse(key, `newsletter.${key} is neither true nor false.`, 'Write hold: true.')
    return held || undefined
  },
  topics: (value, key, refuse) => texts(value) ?? refuse(key, `newsletter.${key} is no list of topics.`, TOPICS),
  priority: (value, key, refuse) => {
    const number = /^[+-]?\d{1,6}$/.test(asText(value) ?? '') ? Number(asText(value)) : undefined
    const hint = 'Write priority: 1, or -1 for what is to come last.'
    return number ?? refuse(key, `newsletter.${key} is no whole number.`, hint)
  },
  intro: (value, key, refuse) => {
    if (typeof value !== 'string' || value.trim() === '')
      return refuse(key, `newsletter.${key} says nothing.`, 'Write some Markdown, or take the key out.')
    if (value.length <= LONGEST_INTRO) return value
    const hint = 'Shorten it: what is longer belongs into the post.'
    return refuse(key, `newsletter.${key} has more than ${sayNumber(LONGEST_INTRO)} characters.`, hint)
  },
}

const TOPICS = 'Write a list: topics: [bread, maps].'
const LONGEST_INTRO = 20_000
/** Of a subject and a preheader; no program shows so much. */
const LONGEST_LINE = 500
/** More than there are: one of them is wrong in any case. */
const MOST_KEYS = 50
/** A post is for a few newsletters and about a few topics. */
const MOST_VALUES = 100

function readKeys(fields: Fields, context: SteeringContext, refuse: Refuse): Steering {
  const steering: Record<string, unknown> = {}
  for (const [key, value] of [...fields].slice(0, MOST_KEYS)) {
    const read: Reader<unknown> | undefined = Object.hasOwn(KEYS, key) ? KEYS[key as keyof typeof KEYS] : undefined
    if (!read) refuseKey(key, refuse)
    else if (value !== null && value !== undefined) {
      const found = read(value, key, refuse, context)
      if (found !== undefined) steering[key] = found
    }
  }
  const found: Steering = steering
  if (found.skip !== undefined && found.only !== undefined)
    refuse('skip', 'newsletter has both skip and only.', 'Keep one: `only` leaves out all the others.')
  return found
}

function refuseKey(key: string, refuse: Refuse): undefined {
  const known = Object.keys(KEYS)
  return refuse(key, `newsletter.${cut(key)} is not a key that Broadsheet knows.`, nearestHint(cut(key), known))
}

function newsletterIds(
  value: unknown,
  key: string,
  refuse: Refuse,
  { newsletters }: SteeringContext,
): string[] | undefined {
  const ids = texts(value)
  const [example = 'weekly'] = newsletters
  if (!ids) return refuse(key, `newsletter.${key} names no newsletter.`, `Write ${key}: [${example}].`)
  const unknown = ids.find((id) => !newsletters.includes(id))
  if (unknown === undefined) return ids
  const hint = nearestHint(cut(unknown), newsletters, 'There are')
  return refuse(key, `newsletter.${key} names "${cut(unknown)}", which is no newsletter.`, hint)
}

/** Some, each once; a single value is a list of one. */
function texts(value: unknown): string[] | undefined {
  const all = (Array.isArray(value) ? value : [value]).map(asText)
  const found = [...new Set(all.filter((text) => text !== undefined))]
  return found.length > 0 && all.every((text) => text !== undefined) ? found.slice(0, MOST_VALUES) : undefined
}

function line(value: unknown, key: string, refuse: Refuse): string | undefined {
  const text = asText(value)
  if (!text) return refuse(key, `newsletter.${key} is empty or no text.`, 'Write a line of text, or take the key out.')
  if (text.length <= LONGEST_LINE) return text
  return refuse(key, `newsletter.${key} has more than ${LONGEST_LINE} characters.`, 'Shorten it.')
}

function flag(value: unknown): boolean | undefined {
  const text = asText(value)?.toLowerCase()
  if (text !== undefined && ['true', 'yes', 'on'].includes(text)) return true
  if (text !== undefined && ['false', 'no', 'off'].includes(text)) return false
  return undefined
}

function cut(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}
