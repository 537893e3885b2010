import type { Temporal } from 'temporal-polyfill'

/** A feed document by its address and the hash of its bytes. */
export interface HubTopic {
  url: string
  hash: string
}

/** One as a build left it. */
export interface NotedTopic extends HubTopic {
  /** Whether the hub is told of one that was never seen before. */
  isToldWhenNew: boolean
}

/** One that the hub is still to be told of. */
export interface PendingTopic extends HubTopic {
  /** How often it was tried in vain. */
  attempts: number
  /** Undefined: it is not tried any more. */
  dueAt?: Temporal.Instant
  error?: string
}

/** What became of a ping; `error` is half a sentence, `isSilent` that nobody answered at all. */
export type HubAnswer = { ok: true } | { ok: false; error: string; isSilent: boolean }

/** What an address shows: the bytes that it should, others, or `nothing`: it does not answer. */
export type ShownBytes = 'these' | 'others' | 'nothing'
