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
      // What was sent and gone before an older database was put back is known to nobody when it returns.
      for (const mark of marks.filter((each) => world.history.forgotten.get(each) !== false)) {
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
