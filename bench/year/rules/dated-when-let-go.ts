import { realMails } from './real-mails.ts'
import type { Rule } from './rule.ts'

/** A header has no fractions of seconds. */
const SECOND_MS = 1_000

/** A mail that an operator let go is of that moment, not of the one at which it was made (RFC 5322 §3.6.1). */
export const DATED_WHEN_LET_GO: Rule = {
  name: 'a mail is dated when it was let go',
  async atEnd(world) {
    const seen = new Set<string>()
    return realMails(world).flatMap(({ messageId, date, at }) => {
      const isFirst = !seen.has(messageId)
      seen.add(messageId)
      const edition = /^<([a-z]+)\.(\d+)\./.exec(messageId)
      const letGo = edition && world.history.letGo.get(`${edition[1]}/${edition[2]}`)
      if (!isFirst || !letGo || letGo.epochMilliseconds > at.epochMilliseconds) return []
      if (Date.parse(date) >= letGo.epochMilliseconds - SECOND_MS) return []
      return [`${messageId} is dated ${date}, and was let go at ${letGo}`]
    })
  },
}
