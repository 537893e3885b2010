import { workerData } from 'node:worker_threads'
import { bindActions } from '../actions/actions.ts'
import { holdSchedule } from '../actions/hold-schedule.ts'
import { startScheduler } from '../jobs/scheduler.ts'
import type { ThreadOptions } from '../jobs/thread-messages.ts'
import { clock, sleep } from './clock.ts'
import { freshHandle } from './fresh-handle.ts'
import { loadConfig, openDatabase, publicationPorts } from './publication-ports.ts'
import { announceProcess, holderNamed } from './running-process.ts'
import { over, runThread } from './thread.ts'

/**
 * The thread that scans the site and makes editions as they come due. It is not the one that delivers: a site that
 * takes long to read, or breaks what reads it, must not hold up mails that are on their way.
 */
const { configFile, command, holder = freshHandle(), files } = workerData as ThreadOptions

await runThread(async ({ tell, ready, stop }) => {
  const config = await loadConfig(configFile, process.env, files)
  const store = await openDatabase(config)
  try {
    // Others name by it who plans. With a server, whoever delivers forgets it: it may hold a lease for longer.
    const announced = await announceProcess(config, store, { id: holder, command })
    const { tick, tickBeside, endBeside, tellHub } = bindActions(publicationPorts(config, store, files?.templates))
    const ports = { ...store, holder, holderNamed: (id: string) => holderNamed(store, id), clock, sleep }
    const scheduler = startScheduler({
      config,
      clock,
      tick,
      tickBeside,
      endBeside,
      holdSchedule: (told, signal) => holdSchedule(ports, told, signal),
      tellHub,
      tell,
    })
    ready()
    try {
      await Promise.race([over(stop), scheduler.ended])
    } finally {
      await scheduler.stop()
    }
    if (config.smtp.length === 0) await announced.forget()
  } finally {
    await store.close()
  }
})
