import { printable } from './printable.ts'
import { BroadsheetError } from './problem.ts'
import { withoutPeople } from './redact.ts'

/** A message that somebody else made long is no longer read, and fills a log. */
const LONGEST_MESSAGE = 1_000

/**
 * What a log keeps of an error: the sentence of a foreseen one, else its name and message as one line, and the places in
 * the code. Only those are lines of their own: a message may hold a path that a visitor asked for, with line breaks in it.
 */
export function errorText(error: Error): string {
  const { name, message, stack = '' } = error
  if (error instanceof BroadsheetError) return printable(withoutPeople(message))
  const header = `${name}: ${message}`
  const places = stack.startsWith(header) ? stack.slice(header.length) : ''
  const clean = printable(withoutPeople(header))
  const said = clean.length > LONGEST_MESSAGE ? `${clean.slice(0, LONGEST_MESSAGE)}…` : clean
  return [said, ...places.split('\n').filter((line) => /^\s+at /.test(line))].join('\n')
}
