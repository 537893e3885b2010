#!/usr/bin/env node
import { cliPorts } from './app-cli.ts'
import { processTerminal } from './cli/process-terminal.ts'
import { runProgram } from './cli/run-program.ts'
import { printableLines } from './config/printable.ts'
import { VERSION } from './config/version.ts'

/** The only reader of argv, the environment and signals. */
const interrupted = new AbortController()
let isHeeded = false
const heedInterruption = () => {
  isHeeded = true
  return interrupted.signal
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // Most commands can be ended at any moment: what they write is there whole or not at all. A second signal is always meant.
    if (!isHeeded || interrupted.signal.aborted) process.exit(1)
    interrupted.abort()
  })
}
// `broadsheet status | head` closes the pipe; that is no fault of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

const cli = {
  ...cliPorts(process.env, heedInterruption),
  terminal: processTerminal(process),
  heedInterruption,
  finish: (exitCode: number) => {
    process.exitCode = exitCode
  },
}

try {
  await runProgram(cli, VERSION, process.argv)
} catch (error) {
  process.stderr.write(
    `Broadsheet met an error that nobody foresaw. Please report it.\n${printableLines(String((error as Error).stack))}\n`,
  )
  process.exitCode = 1
}
