import { realMails } from './real-mails.ts'
import type { Rule } from './rule.ts'

/** A post that tries to carry its reader's own link away shows what it wrote, and no token. */
export const NO_TOKEN_IN_POSTS: Rule = {
  name: "no post shows a reader's token",
  async atEnd(world) {
    return realMails(world)
      .filter(({ text, token }) => token && text.includes(`Reader, here is ${token}`))
      .map(({ to, subject }) => `the mail "${subject}" to ${to} shows their token in a post`)
  },
}
