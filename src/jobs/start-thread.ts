import { Worker } from 'node:worker_threads'
import { BroadsheetError } from '../config/problem.ts'
import type { FromThread, ThreadOptions } from './thread-messages.ts'

export interface RunningThread {
  /** Resolves when it is done, after a stop; rejects with what ended it otherwise. */
  ended: Promise<void>
  /** Lets each connection finish its message, and waits for it, though not for ever: by default as long as a restart bears. */
  stop(withinMs?: number): Promise<void>
}

/** A server that does not answer must not hold up a restart: what it was sent is then uncertain, and settled by the next start. */
const STOP_WITHIN_MS = 8_000

/** What a message leaves behind is garbage as soon as it is sent: with V8's own 48 MB more of it stands about. */
const YOUNG_MB = 8

/** Starts the delivery thread; resolves when it is ready. @throws BroadsheetError where it could not start */
export async function startThread(
  entry: URL,
  options: ThreadOptions,
  onMessage: (message: FromThread) => void,
): Promise<RunningThread> {
  const worker = new Worker(entry, { workerData: options, resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } })
  const ended = endOf(worker, onMessage)
  // Whoever stops it awaits it, too; until then a failure must not count as unhandled.
  ended.catch(() => {})
  await Promise.race([ready(worker), ended])
  return {
    ended,
    async stop(withinMs = STOP_WITHIN_MS) {
      worker.postMessage('stop')
      const late = setTimeout(() => void worker.terminate(), withinMs)
      await ended.finally(() => clearTimeout(late))
    },
  }
}

function ready(worker: Worker): Promise<void> {
  return new Promise((resolve) => {
    worker.on('message', ({ kind }: FromThread) => kind === 'ready' && resolve())
  })
}

function endOf(worker: Worker, onMessage: (message: FromThread) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.on('message', (message: FromThread) => {
      if (message.kind === 'failed') reject(new BroadsheetError(message.problems))
      else onMessage(message)
    })
    worker.on('error', reject)
    worker.on('exit', () => resolve())
  })
}
