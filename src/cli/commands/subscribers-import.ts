import type { Command } from 'commander'
import type {
  ImportPreview,
  ImportSubscribersReport,
  ImportWatch,
} from '../../actions/subscribers/import-subscribers.ts'
import { sayNumber } from '../../config/say-number.ts'
import { type Cli, type CommonOptions, type Publication, runWith, withCommon } from '../cli.ts'
import { table } from '../layout-text.ts'
import { showListProgress } from '../list-progress.ts'
import type { Shown } from '../run-command.ts'

interface ImportOptions extends CommonOptions {
  newsletter?: string
  cadence?: string
  column?: string[]
  ignore?: string[]
  status?: string[]
  as?: string
  encoding?: string
  dryRun?: boolean
  report?: string
  yes?: boolean
}

export function importCommand(group: Command, cli: Cli): void {
  const command = group
    .command('import')
    .description('take over a list: CSV, or one address a line')
    .argument('<file>')
    .option('--newsletter <id>', 'to which one all of them go')
    .option('--cadence <name>', 'of a newsletter that has several')
    .option('--dry-run', 'say what it would do, and write nothing')
    .option('--report <file>', 'write down each row that is not imported, and why, as CSV')
    .option('--column <name=heading>', 'which column holds what: email, name, status, left, …', collect)
    .option('--ignore <heading>', 'a column that says nothing of who left', collect)
    .option('--status <value=meaning>', 'what a value means: active, pending, unsubscribed, suppressed', collect)
    .option('--as <meaning>', 'what all in the list are: unsubscribed, suppressed, …')
    .option('--encoding <name>', 'of the file, where it is no UTF-8')
    .option('-y, --yes', 'do not ask')
  withCommon(command, 'broadsheet subscribers import list.csv --newsletter weekly').action(
    (file: string, options: ImportOptions) =>
      runWith(cli, options, (publication) => importList(cli, publication, file, options)),
  )
}

/** An option that may be given several times. */
function collect(value: string, before: string[] | undefined): string[] {
  return [...(before ?? []), value]
}

async function importList(
  cli: Cli,
  publication: Publication,
  file: string,
  options: ImportOptions,
): Promise<Shown<ImportSubscribersReport>> {
  const { terminal } = cli
  let preview: ImportPreview | undefined
  let wasStopped = false
  const watch: ImportWatch = {
    onProgress: showListProgress(terminal, options.json),
    stop: cli.onInterrupt(() => terminal.err(ENDED_AT_ONCE)),
    async mayWrite(read) {
      preview = read
      if (options.json) return true
      sayReading(cli, read)
      if (options.yes || !terminal.isInteractive) return true
      const answer = await asked(cli, read)
      wasStopped = answer === undefined
      return answer === true
    },
  }
  const report = await publication.importSubscribers({ file, ...options }, watch).finally(() => terminal.erase())
  if (!report) {
    const nothing = { added: 0, unsubscribed: 0, newlySuppressed: 0 }
    const kept = { ...(preview as ImportPreview), ...nothing, problems: [] }
    return { report: kept, text: 'Nothing was imported.', exitCode: wasStopped ? 1 : 0 }
  }
  if (report.dryRun && !options.json) sayReading(cli, report)
  return {
    report: withProblems(report, options),
    text: describeImport(report),
    ...((report.unwritten || report.problems.some(({ severity }) => severity === 'error')) && { exitCode: 1 }),
  }
}

const ENDED_AT_ONCE =
  'Ended at once. What was written stays; run the import again, and it goes on where this one ended.'

/** Each of them stands in the report's file. */
function withProblems(report: ImportSubscribersReport, { report: file, json }: ImportOptions): ImportSubscribersReport {
  if (file === undefined || json) return report
  return { ...report, problems: report.problems.filter(({ severity }) => severity !== 'error') }
}

/** What a person must know before the list is written: how it was read, and what of it was not. */
function sayReading({ terminal }: Cli, preview: ImportPreview): void {
  const lines = describeReading(preview)
  if (lines.length > 0) terminal.err(lines.join('\n'))
}

async function asked({ terminal }: Cli, preview: ImportPreview): Promise<boolean | undefined> {
  terminal.err(figures(preview, true))
  return terminal.confirm(`Import this into ${preview.newsletter}?`)
}

function describeReading({ encoding, guessedAddress, columns, leaving, unused }: ImportPreview): string[] {
  const lines: string[] = []
  if (encoding !== 'utf-8') lines.push(`Read as ${encoding}. If names look wrong, say what it is with --encoding.`)
  if (guessedAddress !== undefined) lines.push(`Addresses are in the column "${guessedAddress}".`)
  const read = columns.filter(({ column, field }) => field !== column.toLowerCase() && column !== guessedAddress)
  if (read.length > 0)
    lines.push(`Columns read: ${read.map(({ column, field }) => `${column} as ${field}`).join(', ')}.`)
  if (leaving.length > 0) {
    const said = leaving.map(({ column, count }) => `${column} (${sayNumber(count)})`)
    lines.push(`Columns that say who is not to be mailed, and of how many: ${said.join(', ')}.`)
  }
  if (unused.length > 0) lines.push(`Columns not used: ${unused.join(', ')}.`)
  return lines
}

function figures(report: ImportSubscribersReport, isPreview: boolean): string {
  const rows: [number, string][] = [
    [report.added, isPreview ? 'active: added where they are not known yet' : 'added'],
    [report.already, 'known already'],
    [report.unsubscribed, 'written down as unsubscribed'],
    [report.newlySuppressed, 'written down as suppressed'],
    [report.left, 'left out: they had left before'],
    [report.suppressed, 'left out: suppressed'],
    [report.erased, 'left out: erased here'],
    [report.unconfirmed, 'left out: never confirmed at the other service'],
    [report.duplicates, 'twice in the file'],
    [report.unreadable, 'could not be read'],
    [report.unwritten ?? 0, 'not written yet'],
  ]
  return table(rows.filter(([number]) => number > 0).map(([number, what]) => [sayNumber(number), what]))
}

function describeImport(report: ImportSubscribersReport): string {
  const lines = [figures(report, report.dryRun === true) || 'Nothing to import.']
  if (report.dryRun) lines.push('Nothing was written, since this was a trial.')
  if (report.unwritten) lines.push('Stopped. Run it again: it goes on where it ended, and ends as it would have.')
  return lines.join('\n')
}
