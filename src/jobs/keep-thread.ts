import type { RunningThread } from './start-thread.ts'

export interface KeepThreadPorts {
  start(): Promise<RunningThread>
  /** False for what no restart mends, such as a database that is gone. */
  mayGoOn(error: unknown): boolean
  /** It died, or could not be started again; it is started anew after so long. */
  onDeath(error: unknown, waitMs: number): void
  now(): number
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>
}

const FIRST_WAIT_MS = 5_000
const LONGEST_WAIT_MS = 5 * 60_000
/** One that lived so long has nothing to do with those that died before it. */
const LONG_LIFE_MS = 10 * 60_000

/**
 * Starts a thread, and starts it again when it dies, later each time: what it does beside the web must not end the web.
 * `ended` rejects with what no restart mends, and resolves after a stop.
 * @throws what keeps it from starting the first time
 */
export async function keepThread(ports: KeepThreadPorts): Promise<RunningThread> {
  const stop = new AbortController()
  let thread: RunningThread | undefined = await ports.start()
  const keep = async () => {
    let deaths = 0
    for (;;) {
      const startedAt = ports.now()
      const error = await deathOf(thread)
      thread = undefined
      if (stop.signal.aborted) return
      if (!ports.mayGoOn(error)) throw error
      if (ports.now() - startedAt > LONG_LIFE_MS) deaths = 0
      const waitMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** deaths++)
      ports.onDeath(error, waitMs)
      await ports.sleep(waitMs, stop.signal)
      if (stop.signal.aborted) return
      thread = await ports.start().catch((failed: unknown) => ({ ended: Promise.reject(failed), stop: async () => {} }))
    }
  }
  const ended = keep()
  ended.catch(() => {})
  return {
    ended,
    async stop(withinMs) {
      stop.abort()
      // What befalls it while it ends must not keep whoever stops it from closing the rest.
      await thread?.stop(withinMs).catch(() => {})
      await ended.catch(() => {})
    },
  }
}

/** Waits until it is over; what ended it. */
async function deathOf(thread: RunningThread | undefined): Promise<unknown> {
  try {
    await thread?.ended
    return new Error('The thread ended by itself.')
  } catch (error) {
    return error
  }
}
