import type { Temporal } from 'temporal-polyfill'
import type { ProcessIdentity } from '../deliveries/running-process.ts'
import type { Holding, RunningWorker } from '../deliveries/worker.ts'
import { type Edition, editionName } from '../editions/edition.ts'

export interface WorkersStatusPorts {
  workers: {
    list(): Promise<RunningWorker[]>
    holdings(): Promise<Holding[]>
    now(at: Temporal.Instant): Promise<Temporal.Instant>
  }
  editions: { byId(id: number): Promise<Edition | undefined> }
  /** Is it certainly over? */
  isGone(other: ProcessIdentity): boolean
  clock(): Temporal.Instant
}

export interface WorkerStatus {
  host: string
  pid: number
  since: string
  heardAt: string
  /** Since it was last heard of: many mean that it is over, and that others go on with what it has. */
  silentSeconds: number
  /** Messages that had an outcome by it, and how many a minute at last. */
  sent: number
  perMinute: number
  /** The deliveries that it was handed, by edition; none where one worker has them all. */
  holds: { edition: string; deliveries: number }[]
}

export async function workersStatus(ports: WorkersStatusPorts): Promise<WorkerStatus[]> {
  const { workers, isGone, clock } = ports
  const alive = (await workers.list()).filter((worker) => !isGone(worker))
  if (alive.length === 0) return []
  const now = await workers.now(clock())
  const holdings = await workers.holdings()
  return Promise.all(
    alive.map(async ({ id, host, pid, since, heardAt, sent, perMinute }) => ({
      host,
      pid,
      since: since.toString(),
      heardAt: heardAt.toString(),
      silentSeconds: Math.max(0, Math.round(heardAt.until(now).total('seconds'))),
      sent,
      perMinute,
      holds: await named(
        ports,
        holdings.filter(({ workerId }) => workerId === id),
      ),
    })),
  )
}

function named({ editions }: WorkersStatusPorts, holdings: Holding[]): Promise<WorkerStatus['holds']> {
  return Promise.all(
    holdings.map(async ({ editionId, deliveries }) => {
      const edition = await editions.byId(editionId)
      return { edition: edition ? editionName(edition) : '', deliveries }
    }),
  )
}
