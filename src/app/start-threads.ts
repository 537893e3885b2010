import type { Logger } from 'pino'
import { errorText } from '../config/error-text.ts'
import { mayPass } from '../config/may-pass.ts'
import { BroadsheetError } from '../config/problem.ts'
import { keepThread } from '../jobs/keep-thread.ts'
import { type RunningThread, startThread } from '../jobs/start-thread.ts'
import type { ThreadHealth } from '../jobs/thread-health.ts'
import type { FromThread } from '../jobs/thread-messages.ts'
import { clock, sleep } from './clock.ts'
import { DELIVERY_THREAD, SCHEDULE_THREAD } from './publication-ports.ts'
import type { ServingHealth } from './serving-health.ts'
import type { TakenSettings } from './taken-settings.ts'

/** Schedules and delivery, each apart from the other and from the web: one that dies is started again. A worker delivers alone. */
export async function startThreads(
  { config: { file: configFile }, toml, dotEnv, templates }: TakenSettings,
  { command, holder }: { command: 'serve' | 'run' | 'worker'; holder: string },
  { log, health }: { log: Logger; health: ServingHealth },
): Promise<RunningThread[]> {
  const options = { configFile, command, holder, files: { toml, dotEnv, templates } }
  const keep = async (entry: URL, name: string, thread: ThreadHealth) => {
    thread.worked(clock())
    return keepThread({
      start: () =>
        startThread(entry, options, (message) => {
          if (message.kind === 'worked') thread.worked(clock())
          else logMessage(log, message)
        }),
      mayGoOn: (error) => !isDatabaseGone(error),
      onDeath: (error, waitMs) => {
        thread.died(clock())
        log.error(`the thread that ${name} died, and starts again in ${waitMs / 1000} s: ${errorText(error as Error)}`)
      },
      now: () => performance.now(),
      sleep,
    })
  }
  const delivery = await keep(DELIVERY_THREAD, 'delivers', health.delivery)
  if (command === 'worker') return [delivery]
  try {
    return [delivery, await keep(SCHEDULE_THREAD, 'makes editions', health.schedule)]
  } catch (error) {
    await delivery.stop()
    throw error
  }
}

/** Then the web must end as well: it could confirm nothing that lasts. */
function isDatabaseGone(error: unknown): boolean {
  return (
    error instanceof BroadsheetError && error.problems.some(({ code }) => code.startsWith('store.')) && !mayPass(error)
  )
}

function logMessage(log: Logger, message: FromThread): void {
  if (message.kind === 'trouble') log.warn(message.sentence)
  if (message.kind === 'unforeseen') log.error(message.stack)
  if (message.kind === 'ticked') for (const sentence of message.sentences) log.info(sentence)
}

/** Checks settings whole, in a thread of its own: making a mail of each newsletter would hold up the web. @throws BroadsheetError */
export async function checkInThread({ config, toml, dotEnv, templates }: TakenSettings): Promise<void> {
  const options = { configFile: config.file, command: 'serve' as const, files: { toml, dotEnv, templates } }
  await (await startThread(CHECK_THREAD, options, () => {})).ended
}

const CHECK_THREAD = new URL('./check-thread.js', import.meta.url)
