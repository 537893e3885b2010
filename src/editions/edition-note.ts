import { nearestHint } from '../config/nearest-key.ts'
import { failure, type Problem } from '../config/problem.ts'
import { sayNumber } from '../config/say-number.ts'
import { readFrontMatter } from '../posts/front-matter.ts'
import { asText } from '../posts/front-matter-fields.ts'
import { lineOfKey } from '../posts/line-of-key.ts'

/** What an editor wrote for an edition, as it was found: `editions/weekly/12.md`. */
export interface WrittenNote {
  /** Of its folder. */
  newsletter: string
  /** Without its ending: `12`; `next` for the next number, whatever it will be; `welcome`, or `welcome.de`, for who signs up. */
  name: string
  /** As the person knows it. */
  file: string
  source: string
  /** Name → absolute path, of the files beside it, which it may show. */
  beside: ReadonlyMap<string, string>
}

export interface ReadNote extends Pick<WrittenNote, 'file' | 'beside'> {
  subject?: string
  preheader?: string
  /** Markdown, and the line of the file at which it begins. */
  text: string
  firstLine: number
}

export const NEXT = 'next'
export const WELCOME = 'welcome'

/** Front matter and text of a note; with an error where it cannot be followed. */
export function readNote({ name, file, source, beside }: WrittenNote): { note?: ReadNote; problems: Problem[] } {
  const { data, text, firstLine, problems: ofFront, warnings = [] } = readFrontMatter(source, file)
  if (ofFront.length > 0) return { problems: ofFront }
  const problems: Problem[] = []
  const refuse = (key: string | undefined, message: string, hint: string) => {
    const line = key && lineOfKey(source, key)
    if (problems.length < MOST_PROBLEMS)
      problems.push(failure('edition.editors-note', message, { hint, file, ...(line && { line }) }))
  }
  const keys = isWelcome(name) ? ['subject'] : KEYS
  const found: Record<string, string> = {}
  for (const [written, value] of Object.entries(data)) {
    const key = written.toLowerCase()
    if (!keys.includes(key)) {
      refuse(written, `${key.slice(0, 60)} is not a key of such a note.`, nearestHint(key.slice(0, 60), keys))
    } else if (value !== null) {
      const line = asText(value)
      if (line && line.length <= LONGEST_LINE) found[key] = line
      else refuse(written, `${key} is empty, too long or no text.`, 'Write a line of text, or take the key out.')
    }
  }
  if (text.length > LONGEST)
    refuse(undefined, `The note has more than ${sayNumber(LONGEST)} characters.`, 'Shorten it, or make a post of it.')
  if (text.trim() === '' && Object.keys(found).length === 0)
    refuse(undefined, 'The note says nothing.', 'Write what it is to say, or delete the file.')
  return problems.length > 0 ? { problems } : { note: { file, beside, text, firstLine, ...found }, problems: warnings }
}

const KEYS = ['subject', 'preheader']
const LONGEST_LINE = 500
const LONGEST = 50_000
const MOST_PROBLEMS = 20

/** Notes that no edition will ever take, by their names. */
export function strayNotes(notes: WrittenNote[], newsletters: string[]): Problem[] {
  return notes.flatMap(({ newsletter, name, file }) => {
    if (!newsletters.includes(newsletter)) {
      const hint = nearestHint(newsletter.slice(0, 60), newsletters, 'There are')
      return [failure('edition.editors-note', `The note is in the folder of no newsletter.`, { hint, file })]
    }
    if (name === NEXT || isWelcome(name) || /^[1-9]\d{0,8}$/.test(name)) return []
    const hint = 'Call it by the number of its edition, such as 12.md, or next.md, or welcome.md.'
    return [failure('edition.editors-note', 'The note is for no edition.', { hint, file })]
  })
}

/** `welcome`, or with a language's tag. */
const WELCOMES = /^welcome(?:\.[a-z]{2,8}(?:-[a-z0-9]{1,8})*)?$/i

export function isWelcome(name: string): boolean {
  return WELCOMES.test(name)
}

/** Of the notes of a newsletter that welcome, by their names, the one in a language, or else the one in none. */
export function welcomeFor(names: string[], language: string): string | undefined {
  const parts = language.toLowerCase().split('-')
  const wanted = parts.map((_, index) => `${WELCOME}.${parts.slice(0, parts.length - index).join('-')}`)
  return [...wanted, WELCOME].flatMap((name) => names.filter((each) => each.toLowerCase() === name))[0]
}
