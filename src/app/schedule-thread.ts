import { workerData } from 'node:worker_threads'
import { bindActions } from '../actions/actions.ts'
import { startScheduler } from '../jobs/scheduler.ts'
import type { ThreadOptions } from '../jobs/thread-messages.ts'
import { clock, loadConfig, openDatabase, publicationPorts } from './publication-ports.ts'
import { over, runThread } from './thread.ts'

/**
 * The thread that scans the site and makes editions as they come due. It is not the one that delivers: a site that
 * takes long to read, or breaks what reads it, must not hold up mails that are on their way.
 */
const { configFile, files } = workerData as ThreadOptions

await runThread(async ({ tell, ready, stop }) => {
  const config = await loadConfig(configFile, process.env, files)
  const store = await openDatabase(config)
  try {
    const { tick, tellHub } = bindActions(publicationPorts(config, store, files?.templates))
    const scheduler = startScheduler({ config, clock, tick, tellHub, tell })
    ready()
    await over(stop)
    await scheduler.stop()
  } finally {
    await store.close()
  }
})
