import type { Command } from 'commander'
import type { DatabaseBackup } from '../../actions/database/back-up-database.ts'
import type { DatabaseCheck } from '../../actions/database/check-database.ts'
import type { DatabaseCopy } from '../../actions/database/copy-database.ts'
import type { DatabaseRestore } from '../../actions/database/restore-database.ts'
import type { Report } from '../../actions/report.ts'
import { count } from '../../config/count.ts'
import { type Cli, type CommonOptions, type DatabaseActions, withCommon } from '../cli.ts'
import { table } from '../layout-text.ts'
import { runCommand, type Shown } from '../run-command.ts'

/** The commands that look after the database's file. */
export function databaseCommands(program: Command, cli: Cli): void {
  const group = program.command('db').description('check, back up, restore and move the database')
  const check = group.command('check').description('is it whole, and everybody of each edition accounted for?')
  withCommon(check, 'broadsheet db check').action((options: CommonOptions) =>
    run(cli, options, async (database) => {
      const report = await database.check()
      return { report, text: describeCheck(report) }
    }),
  )
  const backup = group
    .command('backup')
    .description('write a whole copy of it, also while `serve` runs')
    .argument('<file>', 'an earlier backup of it is replaced')
  withCommon(backup, 'broadsheet db backup /backup/broadsheet.db').action((file: string, options: CommonOptions) =>
    run(cli, options, async (database) => {
      const report = await database.backUp(file)
      return { report, text: describeBackup(report) }
    }),
  )
  const restore = group
    .command('restore')
    .description('put a backup in its place, while nothing runs on it')
    .argument('<file>', 'the backup')
  withCommon(restore, 'broadsheet db restore /backup/broadsheet.db').action((file: string, options: CommonOptions) =>
    run(cli, options, async (database) => {
      const report = await database.restore(file)
      return { report, text: describeRestore(report) }
    }),
  )
  copyCommand(group, cli)
}

function copyCommand(group: Command, cli: Cli): void {
  const copy = group
    .command('copy')
    .description('move the publication to another database, while nothing runs on it')
    .requiredOption('--to <url>', 'as in database.url; the paths of both are seen from broadsheet.toml')
  withCommon(copy, 'broadsheet db copy --to postgres://broadsheet@db.example.net/broadsheet').action(
    ({ to, ...options }: CommonOptions & { to: string }) =>
      run(cli, options, async (database) => {
        const report = await database.copy(to, onPage(cli, options.json)).finally(() => cli.terminal.erase())
        return { report, text: describeCopy(report) }
      }),
  )
}

/** On a terminal, one line that is written over. */
function onPage({ terminal }: Cli, json: boolean | undefined): (table: string, rows: number) => void {
  if (json || !terminal.canDraw) return () => {}
  return (name, rows) => terminal.draw(`${name}: ${count(rows, 'row')}`)
}

async function run<R extends Report>(
  cli: Cli,
  options: CommonOptions,
  work: (database: DatabaseActions) => Promise<Shown<R>>,
): Promise<void> {
  cli.finish(await runCommand(cli.terminal, options.json, async () => work(await cli.database(options.config))))
}

function describeCheck({ database, bytes, subscriberCount, newsletters, problems }: DatabaseCheck): string {
  if (problems.some(({ severity }) => severity === 'error')) return ''
  const editions = newsletters.map(({ id, number }) =>
    number === null ? `${id} with no edition yet` : `${id} up to No. ${number}`,
  )
  return `${database} is whole: ${[size(bytes), count(subscriberCount, 'subscriber'), ...editions].join(', ')}.`
}

function describeBackup({ file, bytes, keepWithIt }: DatabaseBackup): string {
  const others = keepWithIt.length > 0 ? ` Keep with it: ${keepWithIt.join(', ')}.` : ''
  return `${file} is a whole copy, ${size(bytes)}.${others}`
}

function describeRestore({ database, file, kept, paused }: DatabaseRestore): string {
  const before = kept ? ` What was there is ${kept} now.` : ''
  return [
    `${database} is what ${file} was.${before}`,
    'It does not know what was sent after that copy was made. Now:',
    '  broadsheet adopt        marks what is live as already sent, so that nobody gets it twice',
    ...paused.flatMap((edition) => [
      `  ${edition} was on its way, and is paused:`,
      `    broadsheet cancel ${edition}    if it went out since: nobody else gets it`,
      `    broadsheet resume ${edition}    sends it to those who had not got it when the copy was made`,
    ]),
    '  broadsheet serve        goes on',
  ].join('\n')
}

function describeCopy({ from, to, tables, dataDir }: DatabaseCopy): string {
  const held = tables.filter(({ rows }) => rows > 0)
  return [
    table([
      ['table', 'rows', 'checksum'],
      ...held.map(({ table: name, rows, checksum }) => [name, String(rows), checksum.slice(0, 16)]),
    ]),
    '',
    `${to} holds all of ${from}, table for table the same, and is the publication from here on.`,
    'The other one is marked as moved: nothing works on it any more. Now, in broadsheet.toml:',
    '  [database]',
    `  url = "${to}"    # with its password and parameters, where it has such`,
    `  data_dir = "${dataDir}"    # pictures of sent mails stay there`,
    'Then `broadsheet db check`, and `broadsheet serve` goes on.',
  ].join('\n')
}

function size(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`
}
