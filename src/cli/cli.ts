import type { Command } from 'commander'
import type { Actions } from '../actions/actions.ts'
import type { CheckReport } from '../actions/check.ts'
import type { DatabaseBackup } from '../actions/database/back-up-database.ts'
import type { DatabaseCheck } from '../actions/database/check-database.ts'
import type { DatabaseCopy } from '../actions/database/copy-database.ts'
import type { DatabaseRestore } from '../actions/database/restore-database.ts'
import type { LookedEdition } from '../actions/editions/look-edition.ts'
import type { PlanReport } from '../actions/editions/plan-edition.ts'
import type { InitResult } from '../actions/init.ts'
import type { ExitCode, Report } from '../actions/report.ts'
import type { Report as ReturnedReport } from '../bounces/report.ts'
import type { LookName } from '../config/theme.ts'
import { runCommand, type Shown } from './run-command.ts'
import type { Terminal } from './terminal.ts'

/** Something that stands in the way of delivery, and may pass. */
export interface DeliveryTrouble {
  sentence: string
  /** Whose trouble it is; undefined where it is on this side. */
  server?: string
}

/** An opened publication. */
export interface Publication extends Actions {
  /** Writes an edition into one HTML file, to be looked at elsewhere; says of its mails what they are. */
  writePlanPage(edition: LookedEdition, file: string): Promise<PlanReport['variants']>
  /** Delivers while `work` runs, unless another process on the database does; tells of a server's trouble. */
  whileDelivering<T>(onTrouble: (trouble: DeliveryTrouble) => void, work: () => Promise<T>): Promise<T>
  /** Who delivers on the database at this moment, `broadsheet serve (process 71 on box)`; undefined: nobody. */
  deliverer(): Promise<string | undefined>
  close(): Promise<void>
}

/** What is done with the database's file, whether or not it can be opened as a publication. */
export interface DatabaseActions {
  check(): Promise<DatabaseCheck>
  backUp(file: string): Promise<DatabaseBackup>
  restore(file: string): Promise<DatabaseRestore>
  /** `onPage`: told again and again how many rows of a table are there. */
  copy(to: string, onPage: (table: string, rows: number) => void): Promise<DatabaseCopy>
}

/** With what a preview begins; `port`: undefined for one that is free. */
export interface PreviewAsked {
  newsletter?: string
  as?: string
  port?: number
}

/** What every command is made with. */
export interface InitOptions {
  /** The address of a feed, in place of a site's folder. */
  feed?: string
  chooseLook(): Promise<LookName | undefined>
}

export interface Cli {
  terminal: Terminal
  /**
   * Tells what an operator must know of what it did by itself.
   * @throws BroadsheetError with every problem of the configuration; so do the others
   */
  open(configFile: string, tell: (sentence: string) => void): Promise<Publication>
  /** Needs no database. */
  check(configFile: string): Promise<CheckReport>
  database(configFile: string): Promise<DatabaseActions>
  /** What the mail in a file reports. */
  readReturned(file: string): Promise<ReturnedReport>
  /** Undefined where `chooseLook`, which is asked where there is no theme yet, chooses none: then nothing is written. */
  init(dir: string, options: InitOptions): Promise<InitResult | undefined>
  /** A secret for a publication that has none yet and mails nobody. */
  keepSecret(configFile: string): Promise<'made' | 'kept'>
  /** Runs until it is told to stop; without `schedule` it delivers alone. */
  serve(configFile: string, parts: { web: boolean; schedule: boolean }): Promise<void>
  /** Shows what a send would make, until it is told to stop; says where once the page answers. */
  preview(
    configFile: string,
    options: PreviewAsked & { onOpen(url: string): void; onError(sentence: string): void },
  ): Promise<void>
  /** Does what is due, retries too, and ends; tells what it waits for. */
  runOnce(configFile: string, tell: (sentence: string) => void): Promise<Shown<Report>>
  /**
   * For a command that ends politely: aborts when somebody stops it, which without this call ends the program at once.
   * `lastWords` are for one that is stopped a second time, and ends at once.
   */
  onInterrupt(lastWords?: () => void): AbortSignal
  /** What the command ended with. */
  finish(exitCode: ExitCode): void
}

/** The options that every command has. */
export interface CommonOptions {
  config: string
  json?: boolean
}

/** Adds the options that every command has, and the example its `--help` ends with. */
export function withCommon(command: Command, example: string): Command {
  return withConfig(command, example).option('--json', 'print one JSON object')
}

/** For a command whose result has a form of its own. */
export function withConfig(command: Command, example: string): Command {
  return command
    .option('-c, --config <file>', 'the configuration', 'broadsheet.toml')
    .addHelpText('after', `\nExample:\n  $ ${example}`)
}

/** Runs a use case of the publication and closes it again, whatever happens. */
export async function runWith<R extends Report>(
  cli: Cli,
  options: CommonOptions,
  work: (publication: Publication) => Promise<Shown<R>>,
): Promise<void> {
  const exitCode = await runCommand(cli.terminal, options.json, async () => {
    const publication = await cli.open(options.config, cli.terminal.err)
    try {
      return await work(publication)
    } finally {
      await publication.close()
    }
  })
  cli.finish(exitCode)
}
