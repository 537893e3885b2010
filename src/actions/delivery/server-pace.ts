import type { SmtpConfig } from '../../config/config.ts'
import type { Rate } from '../../config/rate.ts'
import { isCounted, leavesAt, type Slot, slotOf, takeSpaced, waitForCounted, withSlack } from '../../deliveries/pace.ts'
import type { ServerPast } from '../../deliveries/server-past.ts'
import { warmUpRate } from '../../deliveries/warm-up.ts'

/** Keeps a server's rates; times are epoch milliseconds. */
export interface ServerPace {
  /** Takes leave for one message: 0, or the milliseconds after which to ask again. */
  take(now: number): number
  /** How long at least nothing may be sent, without taking leave. */
  wait(now: number): number
  /** How long a message that has leave waits for the one before it: the disk may have held up both, and let them go at once. */
  gap(now: number): number
}

export function serverPace({ rates, warmUp }: Pick<SmtpConfig, 'rates' | 'warmUp'>, past: ServerPast): ServerPace {
  const slots: Slot[] = [...past.slots]
  const spaced = rates.filter((rate) => !isCounted(rate)).map((rate) => ({ rate: withSlack(rate), dueAt: 0 }))
  const spacing = Math.max(0, ...spaced.map(({ rate }) => (rate.seconds * 1000) / rate.count))
  let sentAt = Number.NEGATIVE_INFINITY
  let firstUsedAt = past.firstUsedAt

  function wait(now: number): number {
    const warming = warmUpRate(warmUp, firstUsedAt, now)
    const counted = [...rates.filter(isCounted), ...(warming ? [warming] : [])]
    return Math.max(
      0,
      ...counted.map((rate) => waitForCounted(rate, slots, now)),
      ...spaced.map(({ rate, dueAt }) => takeSpaced(rate, dueAt, now).waitMs),
    )
  }

  return {
    wait,
    take(now) {
      const waitMs = wait(now)
      if (waitMs > 0) return waitMs
      for (const each of spaced) each.dueAt = takeSpaced(each.rate, each.dueAt, now).dueAt ?? each.dueAt
      firstUsedAt ??= now
      count(slots, now)
      return 0
    },
    gap(now) {
      sentAt = leavesAt(sentAt, spacing, now)
      return sentAt - now
    },
  }
}

const DAY_MS = 86_400_000

function count(slots: Slot[], now: number): void {
  const at = slotOf(now)
  const last = slots.at(-1)
  if (last?.at === at) last.count++
  else slots.push({ at, count: 1 })
  while ((slots[0]?.at ?? now) < now - 2 * DAY_MS) slots.shift()
}

/** One rate for all messages of a kind: a recipients' domain, or an edition that is spread. */
export function evenPace(rate: Rate): (now: number) => number {
  let dueAt = 0
  return (now) => {
    const taken = takeSpaced(rate, dueAt, now)
    dueAt = taken.dueAt ?? dueAt
    return taken.waitMs
  }
}
