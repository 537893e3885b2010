#!/usr/bin/env node
import { cliPorts } from './app/cli-ports.ts'
import { Interruption } from './cli/interruption.ts'
import { processTerminal } from './cli/process-terminal.ts'
import { runProgram } from './cli/run-program.ts'
import { describeUnreadable } from './cli/unreadable-program.ts'
import { printableLines } from './config/printable.ts'
import { VERSION } from './config/version.ts'

/** The only reader of argv, the environment and signals. */
const interruption = new Interruption({ now: () => performance.now(), exit: (exitCode) => process.exit(exitCode) })
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interruption.request())
const hangUp = () => {
  interruption.leave(1)
  // Node aborts where it cannot set a terminal that is gone back to what it was: the signal ends the process itself.
  if (process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY)
    process.on('exit', () => {
      process.off('SIGHUP', onHangUp)
      process.kill(process.pid, 'SIGHUP')
    })
}
let reload: (() => void) | undefined
// Of a service, SIGHUP is the wish that it read its files anew; of a program at a terminal, that the terminal is gone.
const onHangUp = () => (reload && !process.stdout.isTTY ? reload() : hangUp())
process.on('SIGHUP', onHangUp)
// `broadsheet status | head` closes the pipe, which is no fault of ours; a terminal that is gone answers EIO.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => interruption.leave(error.code === 'EPIPE' ? 0 : 1))

const onInterrupt = (lastWords?: () => void) => interruption.heed(lastWords)
const cli = {
  ...cliPorts(process.env, onInterrupt, (listener) => {
    reload = listener
  }),
  terminal: processTerminal(process),
  onInterrupt,
  finish: (exitCode: number) => {
    process.exitCode = exitCode
  },
}

try {
  await runProgram(cli, VERSION, process.argv)
} catch (error) {
  const unforeseen = () =>
    `Broadsheet met an error that nobody foresaw. Please report it.\n${printableLines(String((error as Error).stack))}`
  process.stderr.write(`${describeUnreadable(error as Error) ?? unforeseen()}\n`)
  process.exitCode = 1
}
