import { Temporal } from 'temporal-polyfill'
import type { World } from '../world.ts'
import { isTest, realMails } from './real-mails.ts'
import type { Rule } from './rule.ts'

/** One person gets a post in one mail, whatever it is called and wherever its file lies. */
export const NOTHING_TWICE: Rule = {
  name: 'nobody gets a post twice',
  async atEnd(world) {
    const copies = new Map<string, number>()
    const byPost = new Map<string, Set<string>>()
    const breaches: string[] = []
    for (const mail of realMails(world)) {
      if (isTest(mail)) continue
      const { to, messageId, marks } = mail
      copies.set(messageId, (copies.get(messageId) ?? 0) + 1)
      for (const mark of marks.filter((each) => !isForgotten(world, each, mail.at))) {
        const key = `${to} ${mark}`
        byPost.set(key, (byPost.get(key) ?? new Set()).add(messageId))
      }
    }
    for (const [key, ids] of byPost) if (ids.size > 1) breaches.push(`${key} came in ${[...ids].join(' and ')}`)
    const doubled = [...copies.values()].reduce((sum, count) => sum + count - 1, 0)
    const lost = world.servers.reduce((sum, { lostAnswers }) => sum + lostAnswers, 0)
    const excused = lost + world.history.kills * MOST_CONNECTIONS
    if (doubled > excused) breaches.push(`${doubled} mails were doubled, where ${excused} answers can have been lost`)
    return breaches
  },
}

const MOST_CONNECTIONS = 12

/** Of a mail from before an older database was put back: its post was gone then, or an operator let it be sent since. */
function isForgotten({ history }: World, mark: string, sentAt: Temporal.Instant): boolean {
  const forgotten = history.forgotten.get(mark)
  if (!forgotten || Temporal.Instant.compare(sentAt, forgotten.at) >= 0) return false
  const letGo = history.sentByName.get(mark)
  return !forgotten.isShown || (letGo !== undefined && Temporal.Instant.compare(letGo, forgotten.at) >= 0)
}
