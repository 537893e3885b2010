import type { ExitCode, Report } from '../actions/report.ts'
import { BroadsheetError, formatProblem, type Problem } from '../config/problem.ts'
import type { Terminal } from './terminal.ts'

/** What a command has to show: `report` for `--json`, `text` for a person. */
export interface Shown<R extends Report> {
  report: R
  text: string
  exitCode?: ExitCode
}

/**
 * Runs a command to its exit code. Problems go to stderr, a sentence each; with `--json` one object goes to stdout,
 * on failure too. Unexpected errors pass through: main.ts catches them once.
 */
export async function runCommand<R extends Report>(
  terminal: Terminal,
  json: boolean | undefined,
  work: () => Promise<Shown<R>>,
): Promise<ExitCode> {
  try {
    const { report, text, exitCode } = await work()
    if (json) terminal.out(toJson(report))
    else {
      printProblems(terminal, report.problems)
      if (text) terminal.out(text)
    }
    return exitCode ?? (report.problems.some(({ severity }) => severity === 'error') ? 1 : 0)
  } catch (error) {
    if (!(error instanceof BroadsheetError)) throw error
    if (json) terminal.out(toJson({ problems: error.problems }))
    else printProblems(terminal, error.problems)
    return error.exitCode
  }
}

/** A sentence each, on stderr. */
export function printProblems(terminal: Terminal, problems: Problem[]): void {
  for (const problem of problems) {
    const sentence = formatProblem(problem)
    terminal.err(problem.severity === 'warning' ? `warning: ${sentence}` : sentence)
  }
}

function toJson(report: Report): string {
  return JSON.stringify({ schema: 1, ...report }, null, 2)
}
