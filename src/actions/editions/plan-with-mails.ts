import { asWarnings } from '../../config/problem.ts'
import { namedPosts } from './choose-posts.ts'
import { startSentences } from './describe-start.ts'
import { draftHeaders } from './draft-headers.ts'
import { aboutShown, type LookedEdition } from './look-edition.ts'
import { lookMails } from './look-mails.ts'
import { type PlanPorts, type PlanRequest, planDraft } from './plan-edition.ts'

/** A plan, kept under its id as any, and its mails to be looked at; of a plan for nobody, a mail of the same posts. */
export async function planWithMails(ports: PlanPorts, request: PlanRequest): Promise<LookedEdition> {
  const { scan, draft, report } = await planDraft(ports, request)
  const { newsletter } = draft
  const { basis, mails, problems } = await lookMails(ports, scan, { named: request.posts }, draft)
  const named = request.posts && namedPosts(scan, request.posts)
  return {
    plan: { ...report, problems },
    newsletter: { id: newsletter.id, title: newsletter.title },
    about: [
      ...aboutShown(newsletter, { named, isKnown: true, basis }),
      ...startSentences(report, ports.config.site.timezone),
    ],
    basis,
    mails,
    headers: draftHeaders(ports.config, draft),
    siteProblems: asWarnings(scan.problems),
  }
}
