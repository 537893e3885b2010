import { once } from 'node:events'
import { parentPort } from 'node:worker_threads'
import { BroadsheetError } from '../config/problem.ts'
import type { FromThread } from '../jobs/thread-messages.ts'

export interface InThread {
  tell(message: FromThread): void
  /** Whoever started the thread may go on. */
  ready(): void
  /** Aborts when the thread is told to end. */
  stop: AbortSignal
}

/** Resolves when a signal aborts. */
export async function over(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort')
}

/** Runs a thread's work, to the end that its starter sees: what is wrong with what it was given is told as problems. */
export async function runThread(work: (thread: InThread) => Promise<void>): Promise<void> {
  const stop = new AbortController()
  parentPort?.on('message', () => stop.abort())
  const tell = (message: FromThread) => parentPort?.postMessage(message)
  try {
    await work({ tell, ready: () => tell({ kind: 'ready' }), stop: stop.signal })
  } catch (error) {
    if (!(error instanceof BroadsheetError)) throw error
    tell({ kind: 'failed', problems: error.problems })
  } finally {
    parentPort?.close()
  }
}
