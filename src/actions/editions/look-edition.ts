import type { NewsletterConfig } from '../../config/config.ts'
import type { Problem } from '../../config/problem.ts'
import { isKeptOut, matchesSelection } from '../../editions/due.ts'
import type { EditionHeaders } from '../../editions/variant.ts'
import type { PostStatus } from '../../posts/post.ts'
import type { ChosenPost } from './choose-posts.ts'
import type { LookedMails } from './look-mails.ts'
import type { PlanReport } from './plan-edition.ts'

/** An edition as it would be, to be looked at. */
export interface LookedEdition {
  /** What a send would do now. Its problems are those of the mail. */
  plan: PlanReport
  newsletter: { id: string; title: string }
  /** What is shown, and why: a sentence each. */
  about: string[]
  basis: LookedMails['basis']
  /** The one for most people first. */
  mails: LookedMails['mails']
  headers: EditionHeaders
  /** Of the site besides the mail. */
  siteProblems: Problem[]
}

interface Shown {
  /** Posts that were chosen by hand. */
  named: ChosenPost[] | undefined
  /** False: the newsletter was never planned. */
  isKnown: boolean
  basis: LookedMails['basis']
}

/** What is shown, and why: a sentence each. */
export function aboutShown({ id, select }: NewsletterConfig, { named, isKnown, basis }: Shown): string[] {
  const isDue = basis === 'due'
  if (!named) {
    const what = isDue
      ? 'This is what a send would make now.'
      : 'Nothing is due to anybody. This is how a mail of the newest posts would look; no send makes it now.'
    return isKnown ? [what] : [what, `${id} was never planned: with the first plan, all that is live counts as sent.`]
  }
  return [
    isDue
      ? 'These posts were chosen by hand: this is what a send of them would make now.'
      : 'These posts were chosen by hand, and nobody would get them: this is how their mail would look.',
    ...named.flatMap(({ post }) => [
      ...(post.status === 'live'
        ? []
        : [`"${post.title}" is ${STATUS[post.status]}: the site does not show it, and no send takes it.`]),
      ...(matchesSelection(post, select) ? [] : [`"${post.title}" is none that ${id} takes by itself.`]),
      ...(isKeptOut(post, id) ? [`Its front matter keeps "${post.title}" out of ${id}: no send takes it.`] : []),
      ...(post.steering?.fault ? [`No send takes "${post.title}": ${post.steering.fault}`] : []),
    ]),
  ]
}

const STATUS: Record<Exclude<PostStatus, 'live'>, string> = {
  draft: 'a draft',
  future: 'for later',
  expired: 'expired',
}
