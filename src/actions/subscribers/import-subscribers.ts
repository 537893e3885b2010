import type { Temporal } from 'temporal-polyfill'
import type { Config } from '../../config/config.ts'
import { BroadsheetError, type Problem } from '../../config/problem.ts'
import { importOf } from '../../subscribers/actor.ts'
import { type DecodedList, decodeList, type OpenBytes } from '../../subscribers/import/decode-list.ts'
import type { ImportCounts } from '../../subscribers/import/import-counts.ts'
import type { ImportRow, RowsToImport } from '../../subscribers/import/import-row.ts'
import { readList, type SurveyedList } from '../../subscribers/import/read-list.ts'
import { cadenceNamed, cadencesOf, newsletterNamed, newslettersNamed } from '../newsletter-named.ts'
import { type ImportFlags, importWishes } from './import-wishes.ts'

export interface ImportSubscribersPorts {
  config: Config
  /** A file's bytes, from its beginning each time. @throws BroadsheetError where it cannot be read */
  openBytes(file: string): Promise<OpenBytes>
  subscribers: {
    importRows(request: RowsToImport): Promise<ImportCounts>
  }
  clock(): Temporal.Instant
}

export interface ImportRequest extends ImportFlags {
  file: string
  newsletter?: string
  cadence?: string
  encoding?: string
  /** Says what it would do, and writes nothing. */
  dryRun?: boolean
}

/** What was read, before any of it is written. */
export type ImportPreview = Omit<SurveyedList, 'importRows' | 'problems' | 'isRefused' | 'unnamed'> & {
  encoding: string
}

export interface ImportSubscribersReport extends ImportCounts {
  newsletter: string
  duplicates: number
  /** Never confirmed at the other service: left out. */
  unconfirmed: number
  /** Rows that could not be read. */
  unreadable: number
  encoding: string
  /** Columns that say who left, and of how many. */
  leaving: { column: string; count: number }[]
  /** Columns that nothing was read from. */
  unused: string[]
  /** Present where nothing was written, since it was only asked. */
  dryRun?: true
  problems: Problem[]
}

/**
 * Takes over a list. It is read to its end before anything is written: what a column says of leaving and nobody understands
 * stops all of it. Rows that cannot be read are named and left out, the others are imported.
 */
export async function importSubscribers(
  ports: ImportSubscribersPorts,
  request: ImportRequest,
  onRead: (preview: ImportPreview) => void = () => {},
): Promise<ImportSubscribersReport> {
  const { config } = ports
  const wishes = { ...importWishes(request), newsletter: request.newsletter, cadence: request.cadence }
  const named = newslettersNamed(config, request.newsletter)
  const cadences = new Map(named.map((newsletter) => [newsletter.id, cadenceNamed(newsletter, request.cadence)]))
  const { open, encoding } = await textOf(ports, request)
  const known = new Map(config.newsletters.map((newsletter) => [newsletter.id, cadencesOf(newsletter)]))
  const { importRows, problems, isRefused, ...list } = await readList(open, wishes, known, request.file)
  if (isRefused) throw new BroadsheetError(problems)
  const newsletter = list.unnamed > 0 ? newsletterNamed(config, request.newsletter).id : (named[0]?.id ?? '')
  onRead({ ...list, encoding })
  const source = importOf(baseName(request.file))
  const rows = withOwnCadence(importRows(), newsletter, known)
  const counts = request.dryRun
    ? wouldBe(list)
    : await ports.subscribers.importRows({ newsletter, cadences, rows, at: ports.clock(), source })
  const { duplicates, unconfirmed, unreadable, unused } = list
  return {
    newsletter,
    ...counts,
    ...{ duplicates, unconfirmed, unreadable, encoding },
    leaving: list.signals.map(({ heading, leftCount }) => ({ column: heading, count: leftCount })),
    unused,
    ...(request.dryRun && { dryRun: true as const }),
    problems,
  }
}

async function textOf(ports: ImportSubscribersPorts, { file, encoding }: ImportRequest): Promise<DecodedList> {
  const language = ports.config.site.language
  const decoded = await decodeList(await ports.openBytes(file), { encoding, language })
  if ('code' in decoded) throw new BroadsheetError({ file, ...decoded })
  return decoded
}

/** By a cadence that its newsletter does not have, a subscription would never be mailed. */
async function* withOwnCadence(rows: AsyncIterable<ImportRow>, newsletter: string, known: Map<string, string[]>) {
  for await (const row of rows) {
    const isOwn = row.cadence === undefined || known.get(row.newsletter ?? newsletter)?.includes(row.cadence)
    yield isOwn ? row : { ...row, cadence: undefined }
  }
}

/** As if nobody were known. */
function wouldBe({ byStatus }: Pick<SurveyedList, 'byStatus'>): ImportCounts {
  const { active, unsubscribed, suppressed } = byStatus
  return { added: active, already: 0, left: 0, suppressed: 0, unsubscribed, newlySuppressed: suppressed }
}

function baseName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path
}
