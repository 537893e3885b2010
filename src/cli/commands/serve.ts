import type { Command } from 'commander'
import { type Cli, type CommonOptions, withCommon } from '../cli.ts'
import { runCommand } from '../run-command.ts'

export function serveCommand(program: Command, cli: Cli): void {
  const command = program.command('serve').description('web, scheduler and delivery in one process')
  withCommon(command, 'broadsheet serve').action((options: CommonOptions) =>
    run(cli, options, { web: true, schedule: true }),
  )
}

export function runCommandOf(program: Command, cli: Cli): void {
  const command = program
    .command('run')
    .description('scheduler and delivery without the web')
    .option('--once', 'do what is due, retries too, and exit')
  withCommon(command, 'broadsheet run --once').action((options: CommonOptions & { once?: boolean }) =>
    options.once ? once(cli, options) : run(cli, options, { web: false, schedule: true }),
  )
}

export function workerCommand(program: Command, cli: Cli): void {
  const command = program
    .command('worker')
    .description('delivery alone, beside others, on as many machines as wanted (PostgreSQL)')
  withCommon(command, 'broadsheet worker').action((options: CommonOptions) =>
    run(cli, options, { web: false, schedule: false }),
  )
}

async function run(cli: Cli, options: CommonOptions, parts: { web: boolean; schedule: boolean }): Promise<void> {
  const exitCode = await runCommand(cli.terminal, options.json, async () => {
    await cli.serve(options.config, parts)
    return { report: { problems: [] }, text: '' }
  })
  cli.finish(exitCode)
}

async function once(cli: Cli, options: CommonOptions): Promise<void> {
  cli.finish(await runCommand(cli.terminal, options.json, () => cli.runOnce(options.config, cli.terminal.err)))
}
