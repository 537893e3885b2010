import type { Temporal } from 'temporal-polyfill'
import { nameInId } from '../../bounces/mail-of-ours.ts'
import { RelayLog } from '../../bounces/relay-log.ts'
import type { KnownDelivery } from '../../bounces/taken-report.ts'
import type { Problem } from '../../config/problem.ts'
import type { Edition } from '../../editions/edition.ts'
import { editionNamed } from '../editions/edition-named.ts'

export interface SettleFromLogPorts {
  editions: {
    find(newsletter: string, number: number, isTrial: boolean, correction?: string): Promise<Edition | undefined>
  }
  reports: {
    uncertain(editionId: number): Promise<KnownDelivery[]>
    settleAccepted(ids: number[], at: Temporal.Instant): Promise<number>
  }
  /** The lines of a file. */
  linesOf(file: string): AsyncIterable<string>
  clock(): Temporal.Instant
}

export interface SettledFromLog {
  edition: string
  /** Mails that the log says were taken. */
  settled: number
  /** Those of unknown fate that it says nothing of. */
  left: number
  problems: Problem[]
}

/** Settles mails of unknown fate by what a relay wrote down: what it took has arrived there. */
export async function settleFromLog(ports: SettleFromLogPorts, name: string, file: string): Promise<SettledFromLog> {
  const { reports, clock, linesOf } = ports
  const edition = await editionNamed(ports.editions, name)
  const uncertain = new Map((await reports.uncertain(edition.id)).map((delivery) => [nameInId(delivery), delivery.id]))
  const log = new RelayLog(new Set(uncertain.keys()))
  for await (const line of linesOf(file)) log.read(line)
  const ids = [...log.accepted].flatMap((found) => uncertain.get(found) ?? [])
  const settled = await reports.settleAccepted(ids, clock())
  return { edition: name, settled, left: uncertain.size - settled, problems: [] }
}
