import type { Config } from '../../config/config.ts'
import { BroadsheetError, failure, type Problem } from '../../config/problem.ts'
import type { OutgoingMail, SendResult } from '../../deliveries/send-result.ts'
import { serverTrouble } from '../../deliveries/server-trouble.ts'
import { maskOf } from '../../editions/mask.ts'
import type { DkimKey } from '../../messages/dkim-key.ts'
import { composeTestMail } from '../../messages/test-mail.ts'
import type { Look } from '../look.ts'
import { newsletterNamed } from '../newsletter-named.ts'
import { addressGiven } from '../subscribers/address-given.ts'
import { type ChoosePorts, choosePosts } from './choose-posts.ts'
import { type RenderPorts, renderVariants } from './render-variants.ts'

export interface TestSendPorts extends ChoosePorts, RenderPorts {
  config: Config
  look(): Promise<Look>
  /** @throws BroadsheetError where a key cannot be read or cannot sign */
  dkimKeys(): Promise<DkimKey[]>
  /** Sends mails one after another over one connection to the first server. */
  sendDirectly(mails: OutgoingMail[]): Promise<SendResult[]>
  newHandle(): string
}

export interface TestSendReport {
  newsletter: string
  /** Mails that the server took. */
  accepted: number
  subject: string
  problems: Problem[]
}

/** How many of the newest posts a test shows when nothing is new. */
const SAMPLE = 3

/**
 * Sends an edition to a few addresses to look at: what is new, or else the newest posts. It marks nothing as sent, and
 * its links are inert.
 */
export async function testSend(
  ports: TestSendPorts,
  request: { newsletter: string; posts?: string[]; to: string[] },
): Promise<TestSendReport> {
  const newsletter = newsletterNamed(ports.config, request.newsletter)
  const addresses = request.to.map(addressGiven)
  const look = await ports.look()
  const chosen = await choosePosts(ports, look, { newsletter, named: request.posts })
  const posts = chosen.length > 0 ? chosen : newest(look)
  if (posts.length === 0)
    throw new BroadsheetError(failure('send.unknown-post', 'There is no live post to make a mail of.'))
  const groups = [{ mask: maskOf(posts.map((_, index) => index)), recipientCount: addresses.length }]
  const { variants, problems } = await renderVariants(ports, look, { newsletter, posts, groups, test: true })
  const [variant] = variants
  const errors = problems.filter(({ severity }) => severity === 'error')
  if (!variant || errors.length > 0) throw new BroadsheetError(errors)
  const headers = {
    edition: `${newsletter.id}/test`,
    newsletter,
    from: newsletter.from,
    replyTo: newsletter.replyTo,
    date: look.at,
    webUrl: ports.config.web.url,
  }
  const dkim = await ports.dkimKeys()
  const mails: OutgoingMail[] = []
  for (const { address, name } of addresses) {
    const data = await composeTestMail(variant, headers, { address, name }, ports.newHandle(), dkim)
    mails.push({ from: newsletter.from.address, to: address, ...data })
  }
  const refusals = (await ports.sendDirectly(mails)).flatMap(refusalOf)
  return {
    newsletter: newsletter.id,
    accepted: mails.length - refusals.length,
    subject: variant.subject,
    problems: [...look.problems, ...problems, ...refusals],
  }
}

function newest({ live }: Look) {
  const byDate = [...live].sort(
    (a, b) => b.publishedAt.instant.epochMilliseconds - a.publishedAt.instant.epochMilliseconds,
  )
  return byDate.slice(0, SAMPLE).map((post) => ({ post }))
}

function refusalOf(result: SendResult): Problem[] {
  if (result.kind === 'accepted') return []
  const trouble = serverTrouble(result)
  if (trouble) return [trouble]
  const why = result.kind === 'refused' ? `${result.reply.code} ${result.reply.text}` : result.error
  return [failure('send.refused', `The server did not take a test mail: ${why}.`)]
}
