import type { Temporal } from 'temporal-polyfill'
import { CONFIRM_HOURS } from './sign-up.ts'

/** Somebody asked that their mails go to another address: it waits until both addresses have agreed. */
export interface AddressChange {
  /** Whose link it was found by. */
  side: 'new' | 'old'
  /** The new address. */
  address: string
  key: string
  /** The old one, to which mails go until then. */
  from: string
  /** The subscriber's. */
  handle: string
  language?: string
  at: Temporal.Instant
  /** What became of it; undefined while it waits. */
  ending?: AddressChangeEnding
  /** The new address is another subscriber's. */
  isTaken: boolean
}

/** `replaced`: by another that they asked for later. `taken`: the address became somebody's meanwhile, or gets no mail. */
export type AddressChangeEnding = 'done' | 'called-off' | 'replaced' | 'taken'

/** `waiting`: for the other address. `over`: too late, or it came to another end. */
export type AgreeOutcome = { kind: 'done'; address: string } | { kind: 'waiting' | 'over' }

export function isTooLate({ at }: Pick<AddressChange, 'at'>, now: Temporal.Instant): boolean {
  return now.since(at).total('hours') > CONFIRM_HOURS
}
