import { BroadsheetError, type Problem } from '../../config/problem.ts'
import { problemsOf } from '../../config/unforeseen.ts'
import type { Lease } from '../../deliveries/ledger.ts'
import type { HeldBy } from '../take-lease.ts'
import { closeIdle, type Work, type WorkPorts, whileAtWork } from './at-work.ts'
import { describeWait, LEASE, takeDelivery, takeDeliveryInTime } from './take-delivery.ts'

export interface HoldPorts extends WorkPorts {
  /** A round was made, or another holder is waited for: delivery gets on. */
  onRound?(): void
  /** An error that nobody foresaw, for a log; delivery goes on. */
  onUnforeseen(error: unknown): void
}

const ROUND_EVERY_MS = 500
const AGAIN_AFTER_MS = 5_000
const LONGEST_WAIT_MS = 5 * 60_000
/** Connections are kept open between rounds for as long as servers mostly bear. */
const IDLE_MS = 30_000

/**
 * Delivers for as long as it holds the lease, and waits for it while another does: of all that run on one database,
 * one delivers; but where work is handed out, all do, and the lease is for what one alone may do. Ends, with every outcome written down and the lease given back, when `signal` aborts. A full disk, and
 * what else may pass, is waited out; so is an error that nobody foresaw, longer each time.
 * @throws BroadsheetError where the database is gone, or another program's
 */
export async function holdDelivery(ports: HoldPorts, signal: AbortSignal): Promise<void> {
  let waitsFor: string | undefined
  for (let unforeseen = 0; !signal.aborted; ) {
    try {
      const answer = ports.handOut.isShared ? undefined : await takeDelivery(ports)
      if (!answer) await whileAtWork(ports, undefined, signal, (work) => deliverForEver(ports, work))
      else if ('fence' in answer) await whileHeld(ports, answer, signal, (work) => deliverForEver(ports, work))
      else {
        if (answer.isGone === undefined && waitsFor !== answer.id) ports.onWait(describeWait(answer, ports.clock()))
        waitsFor = answer.id
        ports.onRound?.()
        await ports.sleep(ROUND_EVERY_MS, signal)
      }
      unforeseen = 0
    } catch (error) {
      if (ports.isPassing(error)) {
        ports.onTrouble(`Delivery stopped, and is tried again: ${(error as Error).message}`, false)
        await ports.sleep(AGAIN_AFTER_MS, signal)
      } else if (error instanceof BroadsheetError) throw error
      else {
        ports.onUnforeseen(error)
        // The first time is told; a fault that stays is in the log each time.
        const [{ message }] = problemsOf('Delivery', error) as [Problem]
        ports.onTrouble(`${message} It is tried again.`, unforeseen === 0)
        await ports.sleep(Math.min(LONGEST_WAIT_MS, AGAIN_AFTER_MS * 2 ** unforeseen++), signal)
      }
    }
  }
}

/** Delivers what is due now, and ends. How many messages had an outcome, or who delivers instead. */
export async function deliverOnce(ports: HoldPorts, signal: AbortSignal): Promise<number | HeldBy> {
  const answer = await takeDeliveryInTime(ports, signal)
  if (!('fence' in answer)) return answer
  let total = 0
  await whileHeld(ports, answer, signal, async ({ sending, servers, kept, sweep }) => {
    const goesOn = () => !kept.aborted && servers.some(({ health }) => health.troubles < PATIENCE)
    for (let count = -1; count !== 0 && goesOn(); total += count) {
      await sweep()
      await sending.round()
      while (sending.isBusy && goesOn()) await ports.sleep(SHORT_ROUND_MS, kept)
      count = sending.takeCount()
    }
  })
  return total
}

/** So many troubles in a row of every server end a single run: the next one goes on. */
const PATIENCE = 3
const SHORT_ROUND_MS = 50

async function deliverForEver(ports: HoldPorts, { sending, servers, kept }: Work): Promise<void> {
  let idleSince = ports.clock()
  while (!kept.aborted) {
    await sending.round()
    ports.onRound?.()
    if (sending.takeCount() > 0 || sending.isBusy) idleSince = ports.clock()
    if (ports.clock().epochMilliseconds - idleSince.epochMilliseconds > IDLE_MS) await closeIdle(servers)
    await ports.sleep(ROUND_EVERY_MS, kept)
  }
}

async function whileHeld(
  ports: HoldPorts,
  { fence }: { fence: number },
  signal: AbortSignal,
  deliver: (work: Work) => Promise<void>,
): Promise<void> {
  const lease: Lease = { name: LEASE, holder: ports.holder, fence }
  // Beside others it may be lost, and taken anew, on the way: then whoever keeps it gives it back.
  if (ports.handOut.isShared) return whileAtWork(ports, lease, signal, deliver)
  try {
    await whileAtWork(ports, lease, signal, deliver)
  } finally {
    await ports.leases.release(lease)
  }
}
