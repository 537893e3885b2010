import { realMails } from './real-mails.ts'
import type { Rule } from './rule.ts'

/** A mail that was handed to the server before somebody left may be taken a moment later. */
const UNDER_WAY_MS = 60_000

export function nobodyWhoLeft(): Rule {
  let judged = 0
  return {
    name: 'nobody is mailed who left',
    daily(world) {
      const mails = realMails(world)
      const fresh = mails.slice(judged)
      judged = mails.length
      return fresh.flatMap(({ to, at, subject }) => {
        const person = world.history.people.get(to)
        if (!person) return to === 'mei@lantern.example' ? [] : [`${to}, who never subscribed, got "${subject}"`]
        const late = person.leftAt ? at.epochMilliseconds - person.leftAt.epochMilliseconds : 0
        return !person.since && late > UNDER_WAY_MS
          ? [`${to} left at ${person.leftAt} and got "${subject}" at ${at}`]
          : []
      })
    },
  }
}
