import type { Temporal } from 'temporal-polyfill'
import type {
  Confirmation,
  Confirmed,
  LimitStep,
  NewSignUp,
  Received,
  SignUp,
  SignUpRequest,
  SignUpStanding,
} from '../subscribers/sign-up.ts'
import { confirmSignUp } from './confirm-sign-up.ts'
import { millisecondsOf } from './instants.ts'
import { takeOne } from './limits.ts'
import { putMail } from './put-mail.ts'
import { pendingOf, signUpOf } from './sign-up-rows.ts'
import { isSuppressed } from './suppress.ts'
import { forgetOld } from './tidy.ts'
import { type Db, type Trx, write } from './transaction.ts'

/** What was asked for by forms. */
export interface SignUpStore {
  /**
   * In one transaction: counts it, and where there is room writes it down with its mail. Nothing is asked about the address,
   * whoever it belongs to.
   */
  receive(request: SignUpRequest): Promise<Received>
  find(handle: string): Promise<SignUp | undefined>
  /** What its mail says; undefined where there is no such sign-up any more, or it is confirmed. */
  standing(handle: string): Promise<SignUpStanding | undefined>
  /** The address's owner asks for it: subscriptions begin. Twice is as good as once. */
  confirm(handle: string, confirmation: Confirmation): Promise<Confirmed>
  /** Of an address, not confirmed, the newest first. */
  pendingOf(addressKey: string): Promise<SignUp[]>
  /** Forgets what nobody confirmed, network addresses beyond their time (a keyed hash of them stays) and ended limits. */
  tidy(times: {
    signUpsBefore: Temporal.Instant
    networksBefore: Temporal.Instant
    now: Temporal.Instant
  }): Promise<void>
}

/** `newId` makes handles: 16 random characters of [A-Za-z0-9_-]. */
export function signUpStore(db: Db, newId: () => string): SignUpStore {
  return {
    receive: (request) => write(db, (trx) => receive(trx, request, newId)),
    find: (handle) => findSignUp(db, handle),
    standing: (handle) => standingOf(db, handle),
    confirm: (handle, confirmation) => write(db, (trx) => confirmSignUp(trx, handle, confirmation, newId)),
    pendingOf: (addressKey) => pendingOf(db, addressKey),
    tidy: ({ signUpsBefore, networksBefore, now }) =>
      forgetOld(db, {
        signUpsBefore: millisecondsOf(signUpsBefore),
        networksBefore: millisecondsOf(networksBefore),
        now: millisecondsOf(now),
      }),
  }
}

async function receive(trx: Trx, { limits, signUp }: SignUpRequest, newId: () => string): Promise<Received> {
  const at = millisecondsOf(signUp.at)
  for (const [index, step] of limits.entries()) if (!(await hasRoom(trx, step, at))) return { refusedBy: index }
  const handle = await addSignUp(trx, signUp, newId())
  const content = { kind: 'sign-up' as const, signUp: handle }
  const { address, key: addressKey, newsletters } = signUp
  await putMail(trx, { content, address, addressKey, newsletter: newsletters[0], at: signUp.at }, newId())
  return { handle }
}

async function hasRoom(trx: Trx, step: LimitStep, at: number): Promise<boolean> {
  for (const { name, rate } of step) if (await takeOne(trx, name, rate, at)) return true
  return false
}

async function addSignUp(trx: Trx, signUp: NewSignUp, handle: string): Promise<string> {
  const { address, key, newsletters, cadence, topics, language, form, wording, network, at } = signUp
  await trx
    .insertInto('sign_ups')
    .values({
      ...{ handle, address, address_key: key, language, form, wording },
      newsletters: JSON.stringify(newsletters),
      cadence: cadence ?? null,
      topics: JSON.stringify(topics),
      network: network ?? null,
      at: millisecondsOf(at),
    })
    .execute()
  return handle
}

async function findSignUp(db: Db, handle: string): Promise<SignUp | undefined> {
  const row = await db.selectFrom('sign_ups').selectAll().where('handle', '=', handle).executeTakeFirst()
  return row && signUpOf(row)
}

async function standingOf(db: Db, handle: string): Promise<SignUpStanding | undefined> {
  const signUp = await findSignUp(db, handle)
  if (!signUp || signUp.confirmedAt) return undefined
  const already = await db
    .selectFrom('subscriptions as s')
    .innerJoin('subscribers as p', 'p.id', 's.subscriber_id')
    .select(['s.newsletter_id as newsletter', 's.handle', 'p.handle as subscriberHandle'])
    .where('p.address_key', '=', signUp.key)
    .where('s.newsletter_id', 'in', signUp.newsletters)
    .where('s.state', '=', 'active')
    .orderBy('s.id')
    .execute()
  return { signUp, isSuppressed: await isSuppressed(db, signUp.key), already }
}
