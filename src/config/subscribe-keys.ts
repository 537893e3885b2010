import { z } from 'zod'
import { choice, duration, rate, read, table, wordList } from './config-shapes.ts'

const RETURN = 'Write a list of pages: return = ["https://lantern.example/thanks/"].'

/** Absent: nobody can sign up by themselves. */
export const subscribe = table('Write a table [subscribe].', {
  /** Ids of the newsletters that anybody may ask for; undefined: all. */
  newsletters: wordList('Write a list of ids: newsletters = ["weekly"].').optional(),
  /** Where a form may lead afterwards; a script on a page of the same site may send it, too. */
  return: z.array(read(parsePage, RETURN), RETURN).default([]),
  /** A network address in the record of a consent is a keyed hash after so long. */
  keep_network_address: duration().prefault('30d'),
  limits: table('Write limits = { address = "3/day", network = "10/h", unproven = "3/h", all = "1000/h" }.', {
    /** Mails that sign-ups bring to one address. */
    address: rate().prefault('3/day'),
    /** From one network address; an IPv6 address counts as its /64. */
    network: rate().prefault('10/h'),
    /** The same, where no script of the form has worked for it. */
    unproven: rate().prefault('3/h'),
    all: rate().prefault('1000/h'),
  }).prefault({}),
  /** Addresses that no person reads, and those that are thrown away. */
  refuse: z
    .array(
      choice(['role', 'disposable'], 'Write a list of "role" and "disposable", or [].'),
      'Write a list: refuse = ["role", "disposable"].',
    )
    .default(['role', 'disposable']),
})

/** Absolute, and without a fragment or login. */
function parsePage(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isPage = url && /^https?:$/.test(url.protocol) && !url.username && !url.password && !url.hash
  return isPage ? url.href : undefined
}
