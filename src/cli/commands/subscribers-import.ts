import type { Command } from 'commander'
import type { ImportPreview, ImportSubscribersReport } from '../../actions/subscribers/import-subscribers.ts'
import { type Cli, type CommonOptions, runWith, withCommon } from '../cli.ts'
import { table } from '../layout-text.ts'

interface ImportOptions extends CommonOptions {
  newsletter?: string
  cadence?: string
  column?: string[]
  ignore?: string[]
  status?: string[]
  as?: string
  encoding?: string
  dryRun?: boolean
}

export function importCommand(group: Command, cli: Cli): void {
  const command = group
    .command('import')
    .description('take over a list: CSV, or one address a line')
    .argument('<file>')
    .option('--newsletter <id>', 'to which one all of them go')
    .option('--cadence <name>', 'of a newsletter that has several')
    .option('--dry-run', 'say what it would do, and write nothing')
    .option('--column <name=heading>', 'which column holds what: email, name, status, left, …', collect)
    .option('--ignore <heading>', 'a column that says nothing of who left', collect)
    .option('--status <value=meaning>', 'what a value means: active, pending, unsubscribed, suppressed', collect)
    .option('--as <meaning>', 'what all in the list are: unsubscribed, suppressed, …')
    .option('--encoding <name>', 'of the file, where it is no UTF-8')
  withCommon(command, 'broadsheet subscribers import list.csv --newsletter weekly').action(
    (file: string, options: ImportOptions) =>
      runWith(cli, options, async (publication) => {
        const say = (preview: ImportPreview) => {
          const lines = options.json ? [] : describeReading(preview)
          if (lines.length > 0) cli.terminal.err(lines.join('\n'))
        }
        const report = await publication.importSubscribers({ file, ...options }, say)
        return { report, text: describeImport(report) }
      }),
  )
}

/** An option that may be given several times. */
function collect(value: string, before: string[] | undefined): string[] {
  return [...(before ?? []), value]
}

/** What a person must know before the list is written: how it was read, and what of it was not. */
function describeReading({ encoding, guessedAddress, signals, unused }: ImportPreview): string[] {
  const lines: string[] = []
  if (encoding !== 'utf-8') lines.push(`Read as ${encoding}. If names look wrong, say what it is with --encoding.`)
  if (guessedAddress !== undefined) lines.push(`Addresses are in the column "${guessedAddress}".`)
  if (signals.length > 0) {
    const said = signals.map(({ heading, leftCount }) => `${heading} (${leftCount.toLocaleString('en-US')})`)
    lines.push(`Columns that say who is not to be mailed, and of how many: ${said.join(', ')}.`)
  }
  if (unused.length > 0) lines.push(`Columns not used: ${unused.join(', ')}.`)
  return lines
}

function describeImport(report: ImportSubscribersReport): string {
  const rows: [number, string][] = [
    [report.added, report.dryRun ? 'active: added where they are not known yet' : 'added'],
    [report.already, 'known already'],
    [report.unsubscribed, 'written down as unsubscribed'],
    [report.newlySuppressed, 'written down as suppressed'],
    [report.left, 'left out: they had left before'],
    [report.suppressed, 'left out: suppressed'],
    [report.unconfirmed, 'left out: never confirmed at the other service'],
    [report.duplicates, 'twice in the file'],
    [report.unreadable, 'could not be read'],
  ]
  const figures = table(
    rows.filter(([number]) => number > 0).map(([number, what]) => [number.toLocaleString('en-US'), what]),
  )
  const end = report.dryRun ? '\nNothing was written, since this was a trial.' : ''
  return `${figures || 'Nothing to import.'}${end}`
}
