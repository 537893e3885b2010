import { workerData } from 'node:worker_threads'
import { loadConfig } from './app.ts'
import { checkSettings } from './app-check.ts'
import { runThread } from './app-thread.ts'
import { BroadsheetError } from './config/problem.ts'
import type { ThreadOptions } from './jobs/thread-messages.ts'

/** Says whether a running program may go by the settings that it was handed, and ends. */
const { configFile, files } = workerData as ThreadOptions

await runThread(async ({ ready }) => {
  if (!files) throw new Error('nothing to check')
  const config = await loadConfig(configFile, process.env, files)
  const errors = (await checkSettings({ ...files, config })).filter(({ severity }) => severity === 'error')
  if (errors.length > 0) throw new BroadsheetError(errors)
  ready()
})
