import type { Config } from '../../config/config.ts'
import { asWarnings, BroadsheetError, failure, type Problem, warning } from '../../config/problem.ts'
import type { OutgoingMail, SendResult } from '../../deliveries/send-result.ts'
import { serverTrouble } from '../../deliveries/server-trouble.ts'
import type { Edition } from '../../editions/edition.ts'
import { maskOf } from '../../editions/mask.ts'
import { renderVariant } from '../../editions/render-variant.ts'
import { inputOfVariant, readInput } from '../../editions/stored-input.ts'
import type { EditionHeaders, Variant } from '../../editions/variant.ts'
import type { DkimKey } from '../../messages/dkim-key.ts'
import { composeTestMail } from '../../messages/test-mail.ts'
import type { ParsedAddress } from '../../subscribers/address.ts'
import { cadenceNamed, newsletterNamed } from '../newsletter-named.ts'
import type { Scan } from '../record-scan.ts'
import { addressGiven } from '../subscribers/address-given.ts'
import { type CarryPorts, carryPictures, type ShownPictures } from './carry-pictures.ts'
import { type DraftPorts, draftEdition } from './draft-edition.ts'
import { configuredHeaders } from './draft-headers.ts'
import { editionNamed } from './edition-named.ts'
import { fewLeftOut, leftOutSentence } from './left-out.ts'
import { renderVariants } from './render-variants.ts'
import { shownPosts } from './shown-posts.ts'

export interface TestSendPorts extends DraftPorts, CarryPorts {
  editions: DraftPorts['editions'] & {
    find(
      newsletter: string,
      number: number,
      isTrial: boolean,
    ): Promise<(Edition & { headers?: EditionHeaders }) | undefined>
    variants(editionId: number): Promise<Variant[]>
    /** What its variants were made of, as long as that is kept. */
    input(editionId: number): Promise<unknown>
  }
  scan(): Promise<Scan>
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
  /** How it shows those that are kept for mails, where it has any. */
  pictures?: ShownPictures
  problems: Problem[]
}

/**
 * Sends an edition to a few addresses to look at: just what the next send gives most people; where it gives nobody
 * anything, what is new, or else the newest posts. An edition that is there already is shown as it is kept. It marks nothing
 * as sent, its links are inert, and it carries its pictures until readers see them at web.url.
 */
export async function testSend(
  ports: TestSendPorts,
  request: { newsletter: string; posts?: string[]; cadence?: string; to: string[] },
): Promise<TestSendReport> {
  const addresses = distinct(recipientsOf(ports.config, request).map(addressGiven))
  const dkim = await ports.dkimKeys()
  const made = request.newsletter.includes('/')
    ? await storedMail(ports, request.newsletter)
    : await nextMail(ports, request)
  const { variant, pictures } = await carryPictures(ports, made.variant, made.headers)
  const mails: OutgoingMail[] = []
  for (const { address, name } of addresses) {
    const data = await composeTestMail(variant, made.headers, { address, name }, ports.newHandle(), dkim)
    mails.push({ from: made.headers.from.address, to: address, ...data })
  }
  const refusals = (await ports.sendDirectly(mails)).flatMap(refusalOf)
  return {
    newsletter: made.headers.newsletter.id,
    accepted: mails.length - refusals.length,
    subject: made.variant.subject,
    ...(pictures && { pictures }),
    problems: [...made.problems, ...refusals],
  }
}

/** The word that stands for those whom a newsletter names. */
const TESTERS = 'testers'

function recipientsOf(config: Config, { newsletter, to }: { newsletter: string; to: string[] }): string[] {
  if (!to.includes(TESTERS)) return to
  const { id, testers } = newsletterNamed(config, newsletter.split('/')[0])
  if (testers.length > 0) return to.flatMap((one) => (one === TESTERS ? testers : one))
  const hint = 'Write them into broadsheet.toml: testers = ["mei@lantern.example"].'
  throw new BroadsheetError(failure('send.no-testers', `${id} has no testers.`, { hint }), 2)
}

/** A tester who is named beside the word gets one mail. */
function distinct(addresses: ParsedAddress[]): ParsedAddress[] {
  return [...new Map(addresses.toReversed().map((one) => [one.key, one])).values()].reverse()
}

interface TestMail {
  variant: Variant
  headers: EditionHeaders
  problems: Problem[]
}

/** The mail of an edition that was made already, for most of its people, with a note that it is a test. */
async function storedMail({ editions }: TestSendPorts, name: string): Promise<TestMail> {
  const edition = await editionNamed(editions, name)
  const [variant] = await editions.variants(edition.id)
  if (!variant || !edition.headers)
    throw new BroadsheetError(
      failure('edition.step', `${name} has no mail to show: none could be made of it.`, {
        hint: `See why: broadsheet status ${name}.`,
      }),
    )
  const input = await editions.input(edition.id)
  const own = input === undefined ? undefined : inputOfVariant(readInput(input), variant)
  const shown = own && (await renderVariant({ ...own, test: true })).variant
  return { variant: shown ?? variant, headers: edition.headers, problems: [] }
}

async function nextMail(
  ports: TestSendPorts,
  request: { newsletter: string; posts?: string[]; cadence?: string },
): Promise<TestMail> {
  const newsletter = newsletterNamed(ports.config, request.newsletter)
  const cadence = cadenceNamed(newsletter, request.cadence)
  const scan = await ports.scan()
  const draft = await draftEdition(ports, scan, { newsletter, cadence, named: request.posts, repeats: true })
  const posts = await shownPosts(ports, scan, { newsletter, named: request.posts }, draft)
  if (posts.length === 0)
    throw new BroadsheetError(failure('send.unknown-post', 'There is no live post to make a mail of.'))
  const groups = [{ mask: maskOf(posts.map((_, index) => index)), recipientCount: request.posts?.length ?? 0 }]
  const rendered = await renderVariants(ports, scan, {
    newsletter,
    posts,
    groups,
    test: true,
    note: draft.note.mailNote,
  })
  const [variant] = rendered.variants
  const errors = [
    ...[...draft.note.problems, ...rendered.problems].filter(({ severity }) => severity === 'error'),
    ...rendered.leftOut.map(({ post, because }) => failure('post.unmailable', because, { file: post.file })),
  ]
  if (!variant || errors.length > 0) throw new BroadsheetError(errors)
  const { told, rest } = fewLeftOut(draft.leftOut)
  const left = [
    ...told.map((each) => warning('post.left-out', leftOutSentence(each, newsletter.id), { file: each.post.file })),
    ...rest.map((sentence) => warning('post.left-out', sentence)),
  ]
  return {
    variant,
    headers: {
      edition: `${newsletter.id}/test`,
      newsletter,
      date: scan.at,
      ...configuredHeaders(ports.config, newsletter),
    },
    problems: [...asWarnings(scan.problems), ...rendered.problems, ...left],
  }
}

function refusalOf(result: SendResult): Problem[] {
  if (result.kind === 'accepted') return []
  const trouble = serverTrouble(result)
  if (trouble) return [trouble]
  const why = result.kind === 'refused' ? `${result.reply.code} ${result.reply.text}` : result.error
  return [failure('send.refused', `The server did not take a test mail: ${why}.`)]
}
