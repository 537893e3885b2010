import { dueTimes } from '../books.ts'
import { occurrences } from '../occurrences.ts'
import type { Rule } from './rule.ts'

/**
 * A run that was not killed has made the edition of the latest scheduled time, by crontab's rules, and of no other time,
 * whatever failed beside it.
 */
export function runsOnTime(): Rule {
  let judged = 0
  return {
    name: 'what is scheduled comes, once and at its time',
    daily(world) {
      const { runs, kills } = world.history
      const [before, last] = runs.slice(-2)
      if (!before || !last || runs.length === judged) return []
      judged = runs.length
      if (kills > last.kills) return []
      // A schedule counts from when it is first seen: by a program that was started anew, or after a change back.
      if (before.changes !== last.changes || before.schedule !== last.schedule) return []
      if (before.timezone !== last.timezone) return []
      const due = occurrences(last, before.at.add({ milliseconds: 1 }), last.at.add({ milliseconds: 1 }))
      const made = dueTimes(world, before.at)
      const latest = due.at(-1)
      const isMissing = latest && !made.includes(latest.epochMilliseconds)
      const wrong = made.filter(
        (at) => at <= last.at.epochMilliseconds && !due.some((each) => each.epochMilliseconds === at),
      )
      return [
        ...(isMissing ? [`nothing was made for ${latest} (${last.schedule} in ${last.timezone})`] : []),
        ...wrong.map(
          (at) => `an edition was made for ${new Date(at).toISOString()} (${last.schedule} in ${last.timezone})`,
        ),
      ]
    },
  }
}
