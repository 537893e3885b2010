import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../free-port.ts'
import { machine } from '../machine.ts'
import type { ListFigures } from './figures.ts'
import { latencyOf, type Poll } from './latency.ts'
import type { ListBenchOptions } from './options.ts'
import { pollServer } from './poll-server.ts'
import { exportList, importBySqlite, runCommand, startServe, startStillServer } from './programs.ts'
import { type ListPublication, makeListPublication } from './publication.ts'
import { startSilentServer } from './silent-server.ts'
import { type EditionSteps, seenAnHourAgo, watchEdition } from './watch-edition.ts'

type Progress = (line: string) => void

const POLL_EVERY_MS = 10
const CALM_MS = 3_000

/** Takes a list from a CSV file to a frozen edition, with the programs that an operator runs. */
export async function listBench({ subscribers }: ListBenchOptions, onProgress: Progress): Promise<ListFigures> {
  const before = machine()
  const mailServer = await startSilentServer()
  const webPort = await freePort()
  let publication: ListPublication | undefined
  try {
    publication = await makeListPublication({ subscribers, webPort, smtpPort: mailServer.port })
    const steps = await byCommands(publication, subscribers, onProgress)
    onProgress('serve plans and freezes, and is asked for /healthz')
    const served = await byServe(publication, subscribers, `http://127.0.0.1:${webPort}/healthz`, mailServer.stop)
    return { schema: 1, bench: 'list', machine: before, subscribers, ...steps, ...served }
  } finally {
    await mailServer.stop().catch(() => {})
    await publication?.remove()
  }
}

/** The list imported and planned by the commands for it: one post that everybody is due. */
async function byCommands(
  publication: ListPublication,
  subscribers: number,
  onProgress: Progress,
): Promise<Pick<ListFigures, 'importing' | 'sqliteImport' | 'exporting' | 'importingAgain' | 'planning'>> {
  const { configFile, listFile, databaseFile } = publication
  await publication.post('before')
  await runCommand(configFile, ['build'])
  onProgress(`Importing ${subscribers} subscribers`)
  const imported = await runCommand<{ added: number }>(configFile, ['subscribers', 'import', listFile])
  assertAll('imported', imported.report.added, subscribers)
  const sqliteImport = await importBySqlite(listFile)
  onProgress('Exporting, and importing that')
  const thereAndBack = await exportAndImport(publication, subscribers)
  await publication.post('after')
  onProgress('Planning')
  const planned = await runCommand<{ recipientCount: number }>(configFile, ['plan'])
  assertAll('planned', planned.report.recipientCount, subscribers)
  seenAnHourAgo(databaseFile)
  return { importing: imported.taken, sqliteImport, ...thereAndBack, planning: planned.taken }
}

/** Throws where what is imported again is not what was exported. */
async function exportAndImport(
  { configFile, listFile }: ListPublication,
  subscribers: number,
): Promise<Pick<ListFigures, 'exporting' | 'importingAgain'>> {
  const exported = `${listFile}.exported.csv`
  const exporting = await exportList(configFile, exported)
  const other = await makeListPublication({ subscribers: 1, webPort: 9, smtpPort: 9 })
  try {
    const again = await runCommand<{ added: number }>(other.configFile, ['subscribers', 'import', exported, '--yes'])
    assertAll('imported again', again.report.added, subscribers)
    await exportList(other.configFile, other.listFile)
    if ((await hashOf(other.listFile)) !== (await hashOf(exported))) throw new Error('what came back is not what left')
    return { exporting, importingAgain: again.taken }
  } finally {
    await other.remove()
  }
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}

async function byServe(
  { configFile, databaseFile }: ListPublication,
  subscribers: number,
  healthz: string,
  beforeStop: () => Promise<void>,
): Promise<Pick<ListFigures, 'serve' | 'latency'>> {
  const stop = new AbortController()
  const still = await startStillServer()
  const serve = await startServe(configFile)
  try {
    const polled = Promise.all([healthz, still.url].map((url) => pollServer(url, POLL_EVERY_MS, stop.signal)))
    const steps = await Promise.race([watchEdition(databaseFile, stop.signal), serve.ended, polled.then(stoppedEarly)])
    assertAll('frozen', steps.deliveries, subscribers)
    const peakMemory = serve.peakMemory()
    await sleep(CALM_MS)
    stop.abort()
    const { ready } = serve
    const { made, freezing, frozen } = steps
    return {
      serve: { planning: (made - ready) / 1000, freezing: (frozen - freezing) / 1000, peakMemory },
      latency: latencies(await polled, ready, steps),
    }
  } finally {
    stop.abort()
    await beforeStop()
    await Promise.all([serve.stop(), still.stop()])
  }
}

function latencies(polled: Poll[][], ready: number, { frozen }: EditionSteps): ListFigures['latency'] {
  const [healthz = [], stillServer = []] = polled
  const within = (polls: Poll[], from: number, to: number) =>
    latencyOf(
      polls.filter(({ at }) => at >= from && at < to),
      POLL_EVERY_MS,
    )
  const both = (from: number, to: number) => ({
    healthz: within(healthz, from, to),
    stillServer: within(stillServer, from, to),
  })
  return { busy: both(ready, frozen), calm: both(frozen, Number.POSITIVE_INFINITY) }
}

function stoppedEarly(): never {
  throw new Error('The polls ended before the edition was frozen.')
}

function assertAll(done: string, count: number, subscribers: number): void {
  if (count !== subscribers) throw new Error(`of ${subscribers} subscribers ${count} were ${done}`)
}
