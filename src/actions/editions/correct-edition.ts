import type { Temporal } from 'temporal-polyfill'
import type { Config, NewsletterConfig } from '../../config/config.ts'
import { BroadsheetError, failure, formatProblem, type Problem } from '../../config/problem.ts'
import { readTheme } from '../../config/read-theme.ts'
import { columnWidth } from '../../config/theme.ts'
import type { Candidates } from '../../editions/audience.ts'
import { type CorrectionNote, LONGEST_NOTE, readNote } from '../../editions/correction-note.ts'
import { type Edition, editionName, editionNumber, isMoving } from '../../editions/edition.ts'
import { intentOf } from '../../editions/edition-intent.ts'
import { mayStart } from '../../editions/may-start.ts'
import type { NewEdition } from '../../editions/new-edition.ts'
import { renderCorrection } from '../../editions/render-correction.ts'
import type { EditionHeaders, Variant } from '../../editions/variant.ts'
import { startsAt } from '../../editions/waits.ts'
import { placeInId } from '../../messages/message-id.ts'
import { senderDomain } from '../../messages/sender-domain.ts'
import { newsletterNamed } from '../newsletter-named.ts'
import { type AgreePorts, agreeWithHolder } from './agree-with-holder.ts'
import { editionNamed } from './edition-named.ts'
import { requireServer, type SendPorts } from './prepare-send.ts'
import { commonInput } from './render-variants.ts'
import type { Started } from './start-edition.ts'
import { transportOf } from './transport-of.ts'

type Corrected = Edition & { headers?: EditionHeaders }

type SentAs = 'config' | 'scan' | 'dkimKeys' | 'preflight' | 'clock' | 'templates' | 'newPlaceholder'

export interface CorrectPorts extends Pick<SendPorts, SentAs | keyof AgreePorts> {
  /** @throws BroadsheetError where it cannot be read */
  readTextFile(file: string): Promise<string>
  editions: {
    find(newsletter: string, number: number, isTrial: boolean, correction?: string): Promise<Corrected | undefined>
    byId(id: number): Promise<Edition | undefined>
    variants(editionId: number): Promise<Variant[]>
    /** Mails that correct it, the oldest first. */
    corrections(editionId: number): Promise<{ editionId: number; html: string; state: Edition['state'] }[]>
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
  excluded: Candidates['excluded']
  transport: 'smtp' | 'mailbox'
  problems: Problem[]
  start(options?: { now?: boolean }): Promise<Extract<Started, { outcome: 'made' }>>
}

/** Its states in which nobody gets it any more without somebody doing something, or only who was put off. */
const OVER: Edition['state'][] = ['sent', 'settling', 'cancelled']

/** Writes the mail that corrects an edition, for those who got it; nothing is written down before it starts. */
export async function prepareCorrection(ports: CorrectPorts, request: CorrectRequest): Promise<PreparedCorrection> {
  const { config, editions } = ports
  const markdown = readable(await ports.readTextFile(request.file), request.file)
  const edition = await editionNamed(editions, request.edition)
  requireServer(ports)
  refuseUnsent(config, edition)
  await ports.dkimKeys()
  await agreeWithHolder(ports)
  const newsletter = newsletterNamed(config, edition.newsletter)
  const { theme } = readTheme(await ports.templates())
  const note = readNote(markdown, { ...config.site, columnWidth: columnWidth(theme) })
  if (note.text === '')
    throw wrongNote(request.file, 'says nothing', 'Write what is to be corrected, and how it is right.')
  await refuseTwice(ports, edition, note)
  const at = ports.clock()
  const { variants, problems } = await variantsOf(ports, { edition, newsletter, note, at })
  const { groups, excluded } = await editions.gotIt(edition.id)
  const recipientCount = groups.reduce((sum, group) => sum + group.recipientCount, 0)
  if (recipientCount === 0)
    throw new BroadsheetError(failure('edition.step', `Nobody who got ${request.edition} can be written to.`))
  return {
    edition: editionName(edition),
    subject: subjectOfMost(variants, groups),
    text: note.text,
    recipientCount,
    excluded,
    transport: edition.transport,
    problems,
    start: (options) =>
      start(ports, { edition, newsletter, note, variants, recipientCount, excluded, now: options?.now }),
  }
}

function readable(note: string, file: string): string {
  if (note.includes('\u{FFFD}') || note.includes('\0'))
    throw wrongNote(file, 'is no text in UTF-8', 'Save it as UTF-8.')
  if (note.length <= LONGEST_NOTE) return note
  const what = `has ${note.length} characters, and a correction at most ${LONGEST_NOTE}`
  throw wrongNote(file, what, 'Write a post of what is longer, and a note that leads to it.')
}

function wrongNote(file: string, what: string, hint: string): BroadsheetError {
  return new BroadsheetError(failure('edition.note', `The note ${what}.`, { file, hint }))
}

function refuseUnsent(config: Config, edition: Corrected): void {
  const name = editionName(edition)
  const refuse = (sentence: string, hint: string) => {
    throw new BroadsheetError(failure('edition.step', sentence, { hint }))
  }
  if (edition.correction) refuse(`${name} is a correction itself.`, 'Correct the edition once more instead.')
  if (!edition.headers || edition.candidateCount === undefined)
    refuse(`${name} was not sent: it is ${edition.state}.`, 'Correct its posts, and send those.')
  if (!OVER.includes(edition.state))
    refuse(
      `${name} is ${edition.state}: some would get it after its correction.`,
      `Wait until it is sent, or end it first: broadsheet cancel ${name}.`,
    )
  if (edition.transport === transportOf(config)) return
  const isTrial = edition.transport === 'mailbox'
  const [went, named] = isTrial ? ['into the test mailbox', 'a mail server'] : ['to people', 'the test mailbox']
  refuse(`${name} went ${went}, and [[smtp]] names ${named} now.`, 'A correction goes the way that the edition went.')
}

/** Whoever types it again after Ctrl-C does not mean to say it twice. */
async function refuseTwice({ editions }: CorrectPorts, edition: Edition, note: CorrectionNote): Promise<void> {
  const same = (await editions.corrections(edition.id)).find(
    ({ html, state }) => html === note.html && state !== 'cancelled',
  )
  const before = same && (await editions.byId(same.editionId))
  if (!before) return
  const name = editionName(before)
  throw new BroadsheetError(
    failure('edition.step', `${name} says just that, and is ${before.state}.`, {
      hint: isMoving(before)
        ? 'A running `broadsheet serve` goes on with it, else `broadsheet run --once`.'
        : `Look at it with: broadsheet status ${name}.`,
    }),
  )
}

async function variantsOf(
  ports: CorrectPorts,
  {
    edition,
    newsletter,
    note,
    at,
  }: { edition: Corrected; newsletter: NewsletterConfig; note: CorrectionNote; at: Temporal.Instant },
): Promise<{ variants: Variant[]; problems: Problem[] }> {
  const templates = await ports.templates()
  // What the site says of itself, which an operator's templates may print.
  const { params } = await ports.scan()
  const common = commonInput(ports.config, { newsletter, number: edition.number }, { templates, date: at, params })
  const byMask = new Map((await ports.editions.variants(edition.id)).map((variant) => [variant.mask, variant]))
  const found = []
  for (const of of byMask.values())
    found.push(await renderCorrection({ common, note, of, placeholder: ports.newPlaceholder() }))
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
  note: CorrectionNote
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
      from: newsletter.from,
      replyTo: newsletter.replyTo,
      date: at,
      webUrl: config.web.url,
      corrects: {
        newsletter: edition.newsletter,
        number: placeInId(place),
        ...(birth && { birth }),
        domain: senderDomain((headers as EditionHeaders).from),
      },
    },
  }
}
