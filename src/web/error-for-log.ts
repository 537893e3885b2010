import { BroadsheetError } from '../config/problem.ts'

/** As addresses and links carry them: who reads a log must not learn who is subscribed, nor get to act for them. */
const ADDRESS = /[^\s@<>"'(),;:]+@[^\s@<>"'(),;:]+/g
const TOKEN = /[A-Za-z0-9_-]{43}/g

/** What a log keeps of an error: the sentence of a foreseen one, else its stack, without anybody's address or token. */
export function errorForLog(error: Error): string {
  if (error instanceof BroadsheetError) return withoutPeople(error.message)
  return (error.stack ?? error.message)
    .split('\n')
    .map((line) => (/^\s+at /.test(line) ? line : withoutPeople(line)))
    .join('\n')
}

/** A place in code (`file:///…/x@1.2.3/…`) is nobody's address, so that those are left out above. */
export function withoutPeople(text: string): string {
  return text.replace(ADDRESS, '<address>').replace(TOKEN, '<token>')
}
