import { workerData } from 'node:worker_threads'
import { BroadsheetError } from '../config/problem.ts'
import type { ThreadOptions } from '../jobs/thread-messages.ts'
import { checkSettings } from './check-settings.ts'
import { loadConfig } from './publication-ports.ts'
import { runThread } from './thread.ts'

/** Says whether a running program may go by the settings that it was handed, and ends. */
const { configFile, files } = workerData as ThreadOptions

await runThread(async ({ ready }) => {
  if (!files) throw new Error('nothing to check')
  const config = await loadConfig(configFile, process.env, files)
  const errors = (await checkSettings({ ...files, config })).filter(({ severity }) => severity === 'error')
  if (errors.length > 0) throw new BroadsheetError(errors)
  ready()
})
