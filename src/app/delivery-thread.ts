import { workerData } from 'node:worker_threads'
import { holdDelivery } from '../actions/delivery/hold-delivery.ts'
import { errorText } from '../config/error-text.ts'
import type { ThreadOptions } from '../jobs/thread-messages.ts'
import { deliveryPorts } from './delivery-ports.ts'
import { loadConfig, openDatabase } from './publication-ports.ts'
import { over, runThread } from './thread.ts'

/**
 * The thread in which editions are frozen and delivered, with a database connection of its own, so that the web answers
 * meanwhile. It ends when it is told `stop`, after every connection has written its last outcome down.
 */
const { configFile, command, holder, files } = workerData as ThreadOptions

const SAID_EVERY_MS = 30_000

function sparingly(say: () => void): () => void {
  let saidAt = Number.NEGATIVE_INFINITY
  return () => {
    if (performance.now() - saidAt < SAID_EVERY_MS) return
    saidAt = performance.now()
    say()
  }
}

await runThread(async ({ tell, ready, stop }) => {
  const config = await loadConfig(configFile, process.env, files)
  if (config.smtp.length === 0) {
    ready()
    return await over(stop)
  }
  const store = await openDatabase(config)
  try {
    const { ports, close } = await deliveryPorts(
      config,
      store,
      (sentence, server) => tell({ kind: 'trouble', sentence, server }),
      {
        command,
        holder,
        onNews: (sentence) => tell({ kind: 'ticked', sentences: [sentence] }),
        onRound: sparingly(() => tell({ kind: 'worked' })),
        onUnforeseen: (error) => tell({ kind: 'unforeseen', stack: errorText(error as Error) }),
      },
    )
    ready()
    try {
      await holdDelivery(ports, stop)
    } finally {
      await close()
    }
  } finally {
    await store.close()
  }
})
