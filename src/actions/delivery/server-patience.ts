import { LastSecondCount } from '../../deliveries/last-second.ts'
import { takeSpaced } from '../../deliveries/pace.ts'
import type { SendResult } from '../../deliveries/send-result.ts'
import { FULL_SPEED, type ServerSpeed, slower, speedAt } from '../../deliveries/server-speed.ts'
import { isGreylisting, whatAReplyAsks } from '../../deliveries/what-a-reply-asks.ts'

/** So many temporary refusals in a row, whatever they say, mean the server and not the messages. */
const REFUSALS = 5
/** So many complaints with nothing accepted between. */
const WORN_OUT = 4

/** How fast a server is used by what it says: times are epoch milliseconds. */
export class ServerPatience {
  readonly #lastSecond = new LastSecondCount()
  readonly #throttled = new Map<number | string, number>()
  #speed: ServerSpeed = FULL_SPEED
  #dueAt = 0
  #refusals = 0

  get isWornOut(): boolean {
    return this.#speed.inARow >= WORN_OUT
  }

  wait(now: number): number {
    const { perSecond, pausedUntil } = this.#speedAt(now)
    const pause = Math.max(0, pausedUntil - now)
    if (perSecond === Number.POSITIVE_INFINITY) return pause
    return Math.max(pause, takeSpaced({ count: perSecond, seconds: 1 }, this.#dueAt, now).waitMs)
  }

  take(now: number): void {
    const { perSecond } = this.#speedAt(now)
    if (perSecond === Number.POSITIVE_INFINITY) return
    this.#dueAt = takeSpaced({ count: perSecond, seconds: 1 }, this.#dueAt, now).dueAt ?? this.#dueAt
  }

  throttled(key: number | string): number {
    return this.#throttled.get(key) ?? 0
  }

  learn(result: SendResult, key: number | string, begunAt: number, now: number): void {
    this.#lastSecond.tried(now)
    const asks = result.kind === 'refused' ? whatAReplyAsks(result.reply) : undefined
    if (asks?.isOurs) this.#throttled.set(key, this.throttled(key) + 1)
    else if (this.#throttled.size > 0) this.#throttled.delete(key)
    if (result.kind === 'accepted') {
      this.#lastSecond.accepted(now)
      this.#refusals = 0
      if (this.#speed.inARow > 0) this.#speed = { ...this.#speed, inARow: 0 }
      return
    }
    if (result.kind === 'failed' || (result.reply.code >= 500 && !asks) || isGreylisting(result.reply)) return
    this.#refusals++
    // What was under way when it last complained is the same complaint.
    if ((asks || this.#refusals >= REFUSALS) && begunAt > this.#speed.changedAt) {
      this.#speed = slower(this.#speed, this.#lastSecond.at(now), now)
      this.#refusals = 0
    }
  }

  #speedAt(now: number): ServerSpeed {
    this.#speed = speedAt(this.#speed, now)
    return this.#speed
  }
}
