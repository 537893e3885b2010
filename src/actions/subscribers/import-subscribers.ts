import type { Temporal } from 'temporal-polyfill'
import type { Config } from '../../config/config.ts'
import { BroadsheetError, type Problem } from '../../config/problem.ts'
import { importOf } from '../../subscribers/actor.ts'
import { type DecodedList, decodeList, type OpenBytes } from '../../subscribers/import/decode-list.ts'
import type { ImportCounts } from '../../subscribers/import/import-counts.ts'
import type { ImportRow, RowsToImport, WrittenRow } from '../../subscribers/import/import-row.ts'
import type { RowNotes } from '../../subscribers/import/merge-rows.ts'
import { readList, type SurveyedList } from '../../subscribers/import/read-list.ts'
import { cadenceNamed, cadencesOf, newsletterNamed, newslettersNamed } from '../newsletter-named.ts'
import { FollowedReading, type ImportProgress } from './import-progress.ts'
import { type ImportFlags, importWishes } from './import-wishes.ts'
import { openRefusals, type Refusals, type RefusalsPorts } from './refusals-file.ts'

export interface ImportSubscribersPorts extends RefusalsPorts {
  config: Config
  /** A file's bytes, from its beginning each time. @throws BroadsheetError where it cannot be read */
  openBytes(file: string): Promise<{ size: number; open: OpenBytes }>
  /** Remembers what each row of a list says, outside of memory. */
  keepRowNotes(): RowNotes | Promise<RowNotes>
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
  /** A file for each row that is not imported, and why. */
  report?: string
}

/** Whoever asked for an import, while it is under way. */
export interface ImportWatch {
  /** Asked when the list was read to its end; false: nothing is written. */
  mayWrite?(preview: ImportPreview): boolean | Promise<boolean>
  onProgress?(progress: ImportProgress): void
  /** Ends it after what is being written. */
  stop?: AbortSignal
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
  /** What the other columns were taken for. */
  columns: { column: string; field: string }[]
  /** The column that was taken for the addresses by what is in it. */
  guessedAddress?: string
  /** Columns that nothing was read from. */
  unused: string[]
  /** Present where nothing was written, since it was only asked. */
  dryRun?: true
  /** Present where it was stopped: so many addresses are not written. */
  unwritten?: number
  problems: Problem[]
}

/** What was read, before any of it is written: the figures are those of a trial. */
export type ImportPreview = ImportSubscribersReport

/**
 * Takes over a list. It is read to its end before anything is written: what a column says of leaving and nobody understands
 * stops all of it. Rows that cannot be read are named and left out, the others are imported. Undefined where `mayWrite`
 * says no.
 */
export async function importSubscribers(
  ports: ImportSubscribersPorts,
  request: ImportRequest,
  watch: ImportWatch = {},
): Promise<ImportSubscribersReport | undefined> {
  const notes = await ports.keepRowNotes()
  try {
    const onShare = (share: number) => watch.onProgress?.({ step: 'reading', share, at: ports.clock() })
    const reading = new FollowedReading(watch.stop, onShare)
    const { preview, list, cadences, known } = await surveyed(ports, request, notes, reading)
    if (request.dryRun) return await trial(ports, request, preview, list)
    if (!((await watch.mayWrite?.(preview)) ?? true)) return undefined
    reading.isOver = true
    const refusals = await openRefusals(ports, request.report)
    try {
      const rows = withOwnCadence(list.importRows(refusals.add), preview.newsletter, known)
      const target = { newsletter: preview.newsletter, cadences, source: importOf(baseName(request.file)) }
      return await written(ports, { ...target, rows, at: ports.clock() }, { preview, refusals, watch })
    } finally {
      await refusals.close()
    }
  } finally {
    notes.close()
  }
}

async function surveyed(
  ports: ImportSubscribersPorts,
  request: ImportRequest,
  notes: RowNotes,
  reading: FollowedReading,
) {
  const { config } = ports
  const wishes = { ...importWishes(request), newsletter: request.newsletter, cadence: request.cadence }
  const named = newslettersNamed(config, request.newsletter)
  const cadences = new Map(named.map((newsletter) => [newsletter.id, cadenceNamed(newsletter, request.cadence)]))
  const { open, encoding } = await textOf(ports, request, reading)
  const known = new Map(config.newsletters.map((newsletter) => [newsletter.id, cadencesOf(newsletter)]))
  const list = await readList({ open, notes, known }, wishes, request.file)
  if (list.isRefused) throw new BroadsheetError(list.problems)
  const newsletter = list.unnamed > 0 ? newsletterNamed(config, request.newsletter).id : (named[0]?.id ?? '')
  return { preview: previewOf(list, newsletter, encoding), list, cadences, known }
}

function previewOf(list: SurveyedList, newsletter: string, encoding: string): ImportPreview {
  const { duplicates, unconfirmed, unreadable, guessedAddress, unused, problems } = list
  return {
    newsletter,
    ...wouldBe(list),
    ...{ duplicates, unconfirmed, unreadable, encoding },
    leaving: list.signals.map(({ heading, leftCount }) => ({ column: heading, count: leftCount })),
    columns: list.fields.map(({ field, heading }) => ({ column: heading, field })),
    ...(guessedAddress !== undefined && { guessedAddress }),
    unused,
    problems,
  }
}

/** Reads the list once more where a report is asked for: why a row is left out is told then. */
async function trial(
  ports: ImportSubscribersPorts,
  { report }: ImportRequest,
  preview: ImportPreview,
  list: SurveyedList,
): Promise<ImportSubscribersReport> {
  if (report !== undefined) {
    const refusals = await openRefusals(ports, report)
    try {
      for await (const _ of list.importRows(refusals.add));
    } finally {
      await refusals.close()
    }
  }
  return { ...preview, dryRun: true }
}

async function written(
  { subscribers, clock }: ImportSubscribersPorts,
  rows: RowsToImport,
  { preview, refusals, watch }: { preview: ImportPreview; refusals: Refusals; watch: ImportWatch },
): Promise<ImportSubscribersReport> {
  const of = preview.added + preview.unsubscribed + preview.newlySuppressed
  let done = 0
  const onWritten = async (chunk: WrittenRow[]) => {
    done += chunk.length
    watch.onProgress?.({ step: 'writing', done, of, at: clock() })
    await refusals.written(chunk)
  }
  const counts = await subscribers.importRows({ ...rows, stop: watch.stop, onWritten })
  return { ...preview, ...counts, ...(done < of && { unwritten: of - done }) }
}

async function textOf(
  ports: ImportSubscribersPorts,
  { file, encoding }: ImportRequest,
  reading: FollowedReading,
): Promise<DecodedList> {
  const language = ports.config.site.language
  const decoded = await decodeList(reading.of(await ports.openBytes(file)), { encoding, language })
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
  return { added: active, already: 0, left: 0, suppressed: 0, erased: 0, unsubscribed, newlySuppressed: suppressed }
}

function baseName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path
}
