import type { Temporal } from 'temporal-polyfill'
import type { Config } from '../../config/config.ts'
import type { Rate } from '../../config/rate.ts'
import { parseAddress } from '../../subscribers/address.ts'
import { isRefused, likelyMeant } from '../../subscribers/address-policy.ts'
import { readStamp } from '../../subscribers/form-stamp.ts'
import type { LimitStep, Received, SignUpRequest } from '../../subscribers/sign-up.ts'
import { CURRENT_WORDING } from '../../words/consent-wording.ts'
import { LANGUAGES, wordsFor } from '../../words/words-for.ts'
import { limitName } from './mail-limits.ts'
import { choicesOf, offeredNewsletters } from './offered.ts'

export interface SignUpPorts {
  config: Config
  signUps: { receive(request: SignUpRequest): Promise<Received> }
  /** What a solved task of the form's script is called, for it counts once; undefined where it is not solved, or none of ours. */
  provenWork(solution: string, at: Temporal.Instant): Promise<string | undefined>
  clock(): Temporal.Instant
}

/** A form as it was sent. */
export interface SignUpForm {
  email?: string
  newsletters: string[]
  cadence?: string
  topics: string[]
  language?: string
  return?: string
  /** A field that people do not see. */
  trap?: string
  /** When our own page was handed out. */
  stamp?: string
  /** What stood in `email` when this person was asked whether they meant another. */
  asked?: string
  /** What the form's script worked out. */
  work?: string
}

export type AskAgain = 'notAnAddress' | 'refused' | 'didYouMean' | 'quick' | 'chooseOne'

export type SignUpAnswer =
  /** Whoever the address belongs to. `return`: of the pages that may be led to, the one that was named. */
  { kind: 'taken'; return?: string } | { kind: 'again'; why: AskAgain; meant?: string } | { kind: 'too-many' }

/**
 * Somebody asks for newsletters at an address, and may be anybody. Nothing is asked about the address, so that known and
 * unknown ones are the same to all who watch: it costs a row, and what its mail says is found out when that is sent.
 *
 * @param from the network address for the record, and what of it is counted as one
 */
export async function signUp(
  ports: SignUpPorts,
  form: SignUpForm,
  from: { address: string; network: string },
): Promise<SignUpAnswer> {
  const { config } = ports
  const at = ports.clock()
  const returnTo = config.subscribe?.return.find((page) => page === pageOf(form.return))
  const taken: SignUpAnswer = { kind: 'taken', ...(returnTo !== undefined && { return: returnTo }) }
  if (form.trap) return taken
  const parsed = parseAddress(form.email ?? '')
  if ('code' in parsed) return { kind: 'again', why: 'notAnAddress' }
  const stamp = readStamp(form.stamp, at.epochMilliseconds, config.web.secrets)
  const fault = faultOf(config, parsed, form, stamp)
  if (fault) return fault
  const received = await ports.signUps.receive({
    limits: await limitsFor(ports, form, { network: from.network, key: parsed.key }, at),
    signUp: { ...parsed, network: from.address, at, form: returnTo ?? '/subscribe', ...wishesOf(config, form) },
  })
  // An address that was asked for too often is as one that was not: its owner alone would know the difference.
  const isTooMany = 'refusedBy' in received && received.refusedBy !== ADDRESS_STEP
  return isTooMany ? { kind: 'too-many' } : taken
}

function wishesOf(config: Config, form: SignUpForm) {
  const newsletters = chosenOf(config, form)
  const choices = [...choicesOf(config, { ...form, newsletters }).values()]
  return {
    newsletters,
    ...(choices.some(({ cadence }) => cadence === form.cadence) && { cadence: form.cadence }),
    topics: [...new Set(choices.flatMap(({ topics }) => topics))],
    language: languageOf(config, form.language),
    wording: CURRENT_WORDING,
  }
}

/** What the person can put right, whoever they are. */
function faultOf(
  config: Config,
  { address, key }: { address: string; key: string },
  form: SignUpForm,
  stamp: ReturnType<typeof readStamp>,
): SignUpAnswer | undefined {
  if (isRefused(key, config.subscribe?.refuse ?? [])) return { kind: 'again', why: 'refused' }
  // Our own page shows what there is; a form elsewhere may leave it to us.
  const isOwn = stamp !== 'none'
  if (chosenOf(config, form).length === 0 || (isOwn && form.newsletters.length === 0 && hasChoice(config)))
    return { kind: 'again', why: 'chooseOne' }
  const meant = likelyMeant(address)
  if (meant && form.asked !== form.email) return { kind: 'again', why: 'didYouMean', meant }
  return stamp === 'quick' ? { kind: 'again', why: 'quick' } : undefined
}

/** By the network that asks, less often without work done for it; by the address; and in all. */
async function limitsFor(
  { config, provenWork }: SignUpPorts,
  { work }: SignUpForm,
  { network, key }: { network: string; key: string },
  at: Temporal.Instant,
): Promise<LimitStep[]> {
  const limits = config.subscribe?.limits
  if (!limits) throw new Error('nobody can sign up without [subscribe]')
  const proof = work ? await provenWork(work, at) : undefined
  return [
    [{ name: limitName('sign-up network', network), rate: limits.network }],
    [
      ...(proof === undefined ? [] : [{ name: limitName('sign-up work', proof), rate: ONCE }]),
      { name: limitName('sign-up unproven', network), rate: limits.unproven },
    ],
    [{ name: limitName('sign-up address', key), rate: limits.address }],
    [{ name: 'sign-up all', rate: limits.all }],
  ]
}

const ADDRESS_STEP = 2
/** As long as a task may take to be solved, and longer. */
const ONCE: Rate = { count: 1, seconds: 3600 }

function hasChoice(config: Config): boolean {
  return offeredNewsletters(config).length > 1
}

/** Of those that are offered; the first of them for a form that names none. */
function chosenOf(config: Config, { newsletters }: SignUpForm): string[] {
  const offered = offeredNewsletters(config).map(({ id }) => id)
  return newsletters.length === 0 ? offered.slice(0, 1) : offered.filter((id) => newsletters.includes(id))
}

/** The one that somebody chose, where Broadsheet speaks it; else the site's. */
export function languageOf({ site }: Config, chosen: string | undefined): string {
  return LANGUAGES.find(({ language }) => language === chosen)?.language ?? wordsFor(site.language).language
}

function pageOf(text = ''): string | undefined {
  return URL.canParse(text) ? new URL(text).href : undefined
}
