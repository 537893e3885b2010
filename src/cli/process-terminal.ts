import { printableLines } from '../config/printable.ts'
import type { Terminal } from './terminal.ts'

interface Streams {
  stdin: { isTTY?: boolean }
  stdout: { isTTY?: boolean; write(text: string): unknown }
  stderr: { isTTY?: boolean; write(text: string): unknown }
}

/** The terminal of a process. No control character that a text quotes reaches it; an export is left as it is where a program reads it. */
export function processTerminal({ stdin, stdout, stderr }: Streams): Terminal {
  return {
    out: (text) => stdout.write(`${printableLines(text)}\n`),
    write: (text) => stdout.write(stdout.isTTY ? printableLines(text) : text),
    err: (text) => stderr.write(`${printableLines(text)}\n`),
    isInteractive: Boolean(stdin.isTTY && stdout.isTTY),
    canDraw: Boolean(stdout.isTTY && stderr.isTTY),
    async confirm(question) {
      // It draws, and most commands do not.
      const { confirm, isCancel } = await import('@clack/prompts')
      const answer = await confirm({ message: printableLines(question), initialValue: false })
      return answer === true && !isCancel(answer)
    },
  }
}
