import { CommanderError } from 'commander'
import { BroadsheetError, failure } from '../config/problem.ts'
import type { Cli } from './cli.ts'
import { program } from './program.ts'
import { runCommand } from './run-command.ts'

/**
 * Runs the command that the arguments name, to its exit code. `argv` as Node has it, with program and file before the
 * arguments. Wrong usage ends with 2, and says so as one object where `--json` stands among them.
 */
export async function runProgram(cli: Cli, version: string, argv: string[]): Promise<void> {
  const isJson = argv.includes('--json')
  try {
    await program(cli, version, { silent: isJson }).parseAsync(argv)
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return cli.finish(0)
    if (!isJson) return cli.finish(2)
    cli.finish(await runCommand(cli.terminal, true, () => Promise.reject(usage(error))))
  }
}

function usage({ code, message }: CommanderError): BroadsheetError {
  const sentence = code === 'commander.help' ? 'No command was named.' : message.replace(/^error: /, '')
  return new BroadsheetError(failure('cli.usage', sentence, { hint: 'broadsheet --help lists the commands.' }), 2)
}
