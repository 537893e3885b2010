import { Temporal } from 'temporal-polyfill'
import { FLOOD } from '../../../src/editions/keep-back.ts'
import type { World } from '../world.ts'
import { isTest, realMails } from './real-mails.ts'
import type { Rule } from './rule.ts'

const DAY_MS = 24 * 3_600_000
const OLD_MS = 7 * DAY_MS

/** A folder of old posts is no news, until an operator names one of them to be. */
export const NO_FLOOD: Rule = {
  name: 'a folder of old posts is no news',
  async atEnd(world) {
    const mails = realMails(world).filter((mail) => !isTest(mail))
    const mailed = new Set(mails.flatMap(({ marks }) => marks))
    return world.history.archives.flatMap((marks) => {
      const old = oldOnes(world, marks)
      return old.length < FLOOD ? [] : old.filter((mark) => mailed.has(mark)).map((mark) => `${mark} was mailed`)
    })
  },
}

/** Those that were seen together, long after the dates that they still have. */
function oldOnes({ history, site }: World, marks: string[]): string[] {
  const dates = new Map(site.posts.map(({ mark, date }) => [mark, Temporal.Instant.from(date).epochMilliseconds]))
  const seen = marks.flatMap((mark) => {
    const at = history.firstSeen.get(mark)?.epochMilliseconds
    const date = dates.get(mark)
    const isOld = at !== undefined && date !== undefined && date + OLD_MS < at
    return isOld && !history.named.has(mark) ? [{ mark, at }] : []
  })
  const first = Math.min(...seen.map(({ at }) => at))
  return seen.filter(({ at }) => at - first <= DAY_MS).map(({ mark }) => mark)
}
