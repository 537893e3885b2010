import type { Temporal } from 'temporal-polyfill'
import type { Config, NewsletterConfig } from '../../config/config.ts'
import { BroadsheetError, failure, formatProblem, type Problem } from '../../config/problem.ts'
import { columnWidth } from '../../config/theme.ts'
import type { Candidates } from '../../editions/audience.ts'
import { type Edition, editionName, editionNumber } from '../../editions/edition.ts'
import { intentOf } from '../../editions/edition-intent.ts'
import { mayStart } from '../../editions/may-start.ts'
import type { NewEdition } from '../../editions/new-edition.ts'
import { type RenderedNote, renderNote } from '../../editions/note-markdown.ts'
import { type CorrectionInput, renderCorrection } from '../../editions/render-correction.ts'
import type { EditionHeaders, Variant } from '../../editions/variant.ts'
import { startsAt } from '../../editions/waits.ts'
import { placeInId } from '../../messages/message-id.ts'
import { senderDomain } from '../../messages/sender-domain.ts'
import { newsletterNamed } from '../newsletter-named.ts'
import { type AgreePorts, agreeWithHolder } from './agree-with-holder.ts'
import { commonInput, mailLook } from './common-input.ts'
import { type CorrectedEditions, readable, refuseTwice, refuseUnsent, wrongNote } from './correctable.ts'
import { configuredHeaders } from './draft-headers.ts'
import { editionNamed } from './edition-named.ts'
import { requireServer, type SendPorts } from './prepare-send.ts'
import type { Started } from './start-edition.ts'

type Corrected = Edition & { headers?: EditionHeaders }

type SentAs = 'config' | 'scan' | 'dkimKeys' | 'preflight' | 'clock' | 'templates' | 'mailLogo' | 'newPlaceholder'

export interface CorrectPorts extends Pick<SendPorts, SentAs | keyof AgreePorts> {
  /** @throws BroadsheetError where it cannot be read */
  readTextFile(file: string): Promise<string>
  editions: CorrectedEditions & {
    find(newsletter: string, number: number, isTrial: boolean, correction?: string): Promise<Corrected | undefined>
    variants(editionId: number): Promise<Variant[]>
    /** Whom a correction of it would reach now, by the variant that they got. */
    gotIt(editionId: number): Promise<Candidates>
    make: SendPorts['editions']['make']
  }
}

export interface CorrectRequest {
  edition: string
  /** In which the note is. */
  file: string
}

/** A correction that only needs a yes. */
export interface PreparedCorrection {
  edition: string
  subject: string
  /** What it says, as text. */
  text: string
  recipientCount: number
  /** How many of them are still to get the edition, and get this after it. */
  waitingCount: number
  excluded: Candidates['excluded']
  transport: 'smtp' | 'mailbox'
  problems: Problem[]
  start(options?: { now?: boolean }): Promise<Extract<Started, { outcome: 'made' }>>
}

/** Writes the mail that corrects an edition, for those who got it or are still to get it; nothing is written down before it starts. */
export async function prepareCorrection(ports: CorrectPorts, request: CorrectRequest): Promise<PreparedCorrection> {
  const { config, editions } = ports
  const markdown = readable(await ports.readTextFile(request.file), request.file)
  const edition = await editionNamed(editions, request.edition)
  requireServer(ports)
  refuseUnsent(config, edition)
  await ports.dkimKeys()
  await agreeWithHolder(ports)
  const newsletter = newsletterNamed(config, edition.newsletter)
  const look = await mailLook(ports)
  const note = renderNote(markdown, { file: request.file, ...config.site, columnWidth: columnWidth(look.theme) })
  if (note.text === '')
    throw wrongNote(request.file, 'says nothing', 'Write what is to be corrected, and how it is right.')
  await refuseTwice(ports, edition, note)
  // What the site says of itself, which an operator's templates may print.
  const { params } = await ports.scan()
  const common = commonInput(config, { newsletter, number: edition.number }, { ...look, date: ports.clock(), params })
  const { variants, problems } = await variantsOf(ports, edition, { common, note })
  const { groups, excluded, waitingCount = 0 } = await editions.gotIt(edition.id)
  const recipientCount = groups.reduce((sum, group) => sum + group.recipientCount, 0)
  if (recipientCount === 0)
    throw new BroadsheetError(failure('edition.step', `Nobody who got ${request.edition} can be written to.`))
  return {
    edition: editionName(edition),
    subject: subjectOfMost(variants, groups),
    text: note.text,
    recipientCount,
    waitingCount,
    excluded,
    transport: edition.transport,
    problems: [...look.problems, ...problems],
    start: (options) =>
      start(ports, { edition, newsletter, note, variants, recipientCount, excluded, now: options?.now }),
  }
}

async function variantsOf(
  ports: CorrectPorts,
  edition: Corrected,
  made: Pick<CorrectionInput, 'common' | 'note'>,
): Promise<{ variants: Variant[]; problems: Problem[] }> {
  const byMask = new Map((await ports.editions.variants(edition.id)).map((variant) => [variant.mask, variant]))
  const found = []
  for (const of of byMask.values())
    found.push(await renderCorrection({ ...made, of, placeholder: ports.newPlaceholder() }))
  const problems = found.flatMap((each) => each.problems)
  const faults = problems.filter(({ severity }) => severity === 'error')
  if (faults.length > 0) throw new BroadsheetError(faults)
  const unlike = [...new Map(problems.map((problem) => [formatProblem(problem), problem])).values()]
  return { variants: found.flatMap(({ variant }) => variant ?? []), problems: unlike }
}

function subjectOfMost(variants: Variant[], [most]: Candidates['groups']): string {
  return (variants.find(({ mask }) => mask === most?.mask) ?? variants[0])?.subject ?? ''
}

interface Starting {
  edition: Corrected
  newsletter: NewsletterConfig
  note: RenderedNote
  variants: Variant[]
  recipientCount: number
  excluded: Candidates['excluded']
  now?: boolean
}

async function start(ports: CorrectPorts, starting: Starting): Promise<Extract<Started, { outcome: 'made' }>> {
  const { config, editions } = ports
  await assertMayStart(ports, starting)
  const made = await editions.make(newCorrection(config, ports.clock(), starting))
  if (typeof made === 'string') throw new Error(`a correction has no time and no number: ${made}`)
  const edition = editionName({ newsletter: starting.newsletter.id, ...made })
  return { outcome: 'made', id: made.id, edition, state: 'approved', because: [] }
}

/** Somebody is at the keyboard: what would hold an edition is said instead. Numbers that this database forgot are no matter here. */
async function assertMayStart(ports: CorrectPorts, { newsletter, recipientCount, excluded }: Starting): Promise<void> {
  const decision = mayStart(
    {
      trigger: 'operator',
      maxLateness: newsletter.maxLateness,
      timezone: ports.config.site.timezone,
      postCount: 0,
      recipientCount,
      leftOutCount: 0,
      excluded,
      faults: [],
      heldPosts: [],
      needsApproval: false,
      acknowledged: ['restored'],
    },
    { hasBaseline: true, ...(await ports.preflight({ newsletter, posts: [] })) },
    ports.clock(),
  )
  if (decision.decision === 'start') return
  const because = decision.decision === 'hold' ? decision.because : [decision.because]
  throw new BroadsheetError(because.map((sentence) => failure('edition.held', sentence)))
}

function newCorrection(config: Config, at: Temporal.Instant, starting: Starting): NewEdition {
  const { edition, newsletter, note, variants, recipientCount, now } = starting
  const { birth, headers } = edition
  const place = editionNumber(edition) ?? ''
  return {
    newsletter: newsletter.id,
    cadence: edition.cadence,
    state: 'approved',
    isTold: true,
    recipientCount,
    at,
    startsAt: now ? at : startsAt(config, newsletter.id, at),
    transport: edition.transport,
    intent: intentOf(config),
    subject: variants[0]?.subject ?? '',
    posts: [],
    variants,
    corrects: { id: edition.id, place, html: note.html },
    headers: {
      newsletter: { id: newsletter.id, title: newsletter.title },
      date: at,
      ...configuredHeaders(config, newsletter),
      corrects: {
        newsletter: edition.newsletter,
        number: placeInId(place),
        ...(birth && { birth }),
        domain: senderDomain((headers as EditionHeaders).from),
      },
    },
  }
}
