import type { Temporal } from 'temporal-polyfill'
import type { InboxPlace } from '../../bounces/taken-report.ts'
import type { InboxConfig } from '../../config/config.ts'
import { BroadsheetError, failure, type Problem } from '../../config/problem.ts'
import { type TakeReportPorts, takeReport } from './take-report.ts'

/** So many mails are read at a time; the rest a moment later, so that nothing else waits long. */
const MOST_MAILS = 200

export interface ReadInboxesPorts extends TakeReportPorts {
  reports: TakeReportPorts['reports'] & {
    placeOf(inbox: string): Promise<InboxPlace | undefined>
    notePlace(
      inbox: string,
      place: InboxPlace,
      read: { understood: number; leftAlone: number },
      at: Temporal.Instant,
    ): Promise<void>
  }
  /**
   * Gives `take` the mails of an inbox that came since `place`, at most so many, one after another; says how far it came.
   * What `take` understood is marked as read, everything else stays as it is.
   * @throws BroadsheetError where the inbox cannot be read
   */
  readInbox(
    inbox: InboxConfig,
    place: InboxPlace | undefined,
    most: number,
    take: (mail: Uint8Array) => Promise<boolean>,
  ): Promise<InboxPlace>
}

export interface InboxesReport {
  understood: number
  leftAlone: number
  problems: Problem[]
}

/** Reads what came to each inbox. One that cannot be read holds up no other. */
export async function readInboxes(ports: ReadInboxesPorts): Promise<InboxesReport> {
  const report: InboxesReport = { understood: 0, leftAlone: 0, problems: [] }
  const doubted = new Set<string>()
  for (const inbox of ports.config.inboxes) {
    const read = { understood: 0, leftAlone: 0 }
    try {
      const place = await ports.readInbox(inbox, await ports.reports.placeOf(inbox.name), MOST_MAILS, async (mail) => {
        const taken = await takeReport(ports, inbox, mail)
        if (typeof taken === 'object') doubted.add(taken.doubted)
        const isUnderstood = taken !== 'left-alone'
        read[isUnderstood ? 'understood' : 'leftAlone'] += 1
        return isUnderstood
      })
      await ports.reports.notePlace(inbox.name, place, read, ports.clock())
    } catch (error) {
      if (!(error instanceof BroadsheetError)) throw error
      report.problems.push(...error.problems)
    }
    report.understood += read.understood
    report.leftAlone += read.leftAlone
  }
  report.problems.push(...[...doubted].map(doubt))
  return report
}

function doubt(edition: string): Problem {
  const sentence = `More addresses of ${edition} are said to be gone than can be believed: they are not suppressed.`
  const hint = `Look at what came back: broadsheet status. If it is right: broadsheet subscribers suppress --edition ${edition}`
  return failure('inbox.doubt', sentence, { hint })
}
