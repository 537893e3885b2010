import { resolve } from 'node:path'
import { bindActions } from '../actions/actions.ts'
import type { LookedEdition } from '../actions/editions/look-edition.ts'
import { describeBaselines } from '../actions/record-scan.ts'
import type { Publication } from '../cli/cli.ts'
import type { Config } from '../config/config.ts'
import { startThread } from '../jobs/start-thread.ts'
import { DELIVERY_THREAD, openDatabase, picturesDir, publicationPorts } from './publication-ports.ts'
import { delivererOf } from './running-process.ts'
import { watchPlace } from './watch-database.ts'

/** A publication, as commands have it. */
export async function openPublication(config: Config, tell: (sentence: string) => void): Promise<Publication> {
  const store = await openDatabase(config)
  const ports = publicationPorts(config, store)
  const scan: typeof ports.scan = async (request) => {
    const seen = await ports.scan(request)
    describeBaselines(seen).forEach(tell)
    return seen
  }
  return {
    ...bindActions({ ...ports, scan, onWaiting: tell }),
    writePlanPage: (edition, file) => writePlanPage(config, edition, file),
    async whileDelivering(onTrouble, work) {
      const options = { configFile: config.file, command: 'send' as const }
      const thread = await startThread(DELIVERY_THREAD, options, (message) => {
        if (message.kind === 'trouble') onTrouble(message)
      })
      const place = watchPlace(store)
      try {
        return await Promise.race([work(), failureOf(thread.ended), place.lost])
      } finally {
        place.stop()
        await thread.stop()
      }
    },
    deliverer: () => delivererOf(store),
    close: () => store.close(),
  }
}

async function writePlanPage(config: Config, edition: LookedEdition, file: string) {
  const { planReport } = await import('../web/preview/plan-report.tsx')
  const { putInPlace } = await import('../output/put-in-place.ts')
  const { readStored } = await import('../pictures/store-picture.ts')
  const { html, mails } = await planReport(edition, {
    timezone: config.site.timezone,
    picturesUrl: `${config.web.url}pictures/`,
    picture: (name) => readStored(picturesDir(config), name),
  })
  await putInPlace(resolve(file), html)
  return mails
}

/** Rejects when `ended` does, and else waits for ever: whoever works meanwhile ends first. */
function failureOf(ended: Promise<void>): Promise<never> {
  return new Promise((_, reject) => {
    ended.catch(reject)
  })
}
