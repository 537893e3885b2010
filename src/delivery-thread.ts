import { parentPort, workerData } from 'node:worker_threads'
import { bindActions } from './actions/actions.ts'
import { holdDelivery } from './actions/delivery/hold-delivery.ts'
import { clock, loadConfig, openDatabase, publicationPorts } from './app.ts'
import { deliveryPorts } from './app-delivery.ts'
import { BroadsheetError } from './config/problem.ts'
import { startScheduler } from './jobs/scheduler.ts'
import type { FromThread, ThreadOptions } from './jobs/thread-messages.ts'
import type { Store } from './store/open-store.ts'

/**
 * The thread in which editions are made, frozen and delivered, with a database connection of its own, so that the web
 * answers meanwhile. It ends when it is told `stop`, after every connection has written its last outcome down.
 */
const { configFile, command, schedules } = workerData as ThreadOptions
const stop = new AbortController()
parentPort?.on('message', () => stop.abort())

const tell = (message: FromThread) => parentPort?.postMessage(message)
const onTrouble = (sentence: string, server?: string) => tell({ kind: 'trouble', sentence, server })

let store: Store | undefined
try {
  const config = await loadConfig(configFile, process.env)
  store = await openDatabase(config)
  const actions = bindActions(publicationPorts(config, store))
  const scheduler = schedules
    ? startScheduler({ config, clock, tick: actions.tick, tellHub: actions.tellHub, tell })
    : undefined
  const delivery = config.smtp.length > 0 ? await deliveryPorts(config, store, onTrouble, { command }) : undefined
  tell({ kind: 'ready' })
  try {
    if (delivery) await holdDelivery(delivery.ports, stop.signal)
    else await new Promise((resolve) => stop.signal.addEventListener('abort', resolve))
  } finally {
    await scheduler?.stop()
    await delivery?.close()
  }
} catch (error) {
  if (!(error instanceof BroadsheetError)) throw error
  tell({ kind: 'failed', problems: error.problems })
} finally {
  await store?.close()
  parentPort?.close()
}
