import type { Temporal } from 'temporal-polyfill'
import type { Config } from '../../config/config.ts'
import type { Problem } from '../../config/problem.ts'
import { type ImportRow, readSubscribersCsv } from '../../subscribers/import-csv.ts'
import { cadenceNamed, newsletterNamed } from '../newsletter-named.ts'

export interface ImportCounts {
  added: number
  already: number
  left: number
  suppressed: number
  unsubscribed: number
  newlySuppressed: number
}

export interface ImportSubscribersPorts {
  config: Config
  readText(file: string): Promise<string>
  subscribers: {
    importRows(request: {
      newsletter: string
      cadence: string
      rows: ImportRow[]
      topics?: string[]
      at: Temporal.Instant
      source: string
    }): Promise<ImportCounts>
  }
  clock(): Temporal.Instant
}

export interface ImportSubscribersReport extends ImportCounts {
  newsletter: string
  duplicates: number
  /** Rows that could not be read. */
  unreadable: number
  problems: Problem[]
}

/** Takes over a list; rows that cannot be read are named and left out, the others are imported. */
export async function importSubscribers(
  ports: ImportSubscribersPorts,
  request: { file: string; newsletter?: string; cadence?: string },
): Promise<ImportSubscribersReport> {
  const newsletter = newsletterNamed(ports.config, request.newsletter)
  const cadence = cadenceNamed(newsletter, request.cadence)
  const { rows, problems, duplicates } = readSubscribersCsv(await ports.readText(request.file), request.file)
  const counts = await ports.subscribers.importRows({
    newsletter: newsletter.id,
    cadence,
    rows,
    at: ports.clock(),
    source: `import ${baseName(request.file)}`,
  })
  const unreadable = problems.filter(({ severity }) => severity === 'error').length
  return { newsletter: newsletter.id, ...counts, duplicates, unreadable, problems }
}

function baseName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path
}
