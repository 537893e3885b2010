import { printable, printableLines } from '../config/printable.ts'
import type { Terminal } from './terminal.ts'

interface Streams {
  stdin: { isTTY?: boolean }
  stdout: { isTTY?: boolean; write(text: string, taken?: () => void): unknown }
  stderr: { isTTY?: boolean; columns?: number; write(text: string): unknown }
}

/** To the beginning of the line, and nothing behind it. */
const CLEAR_LINE = '\r\u001b[K'
const USUAL_COLUMNS = 80

/** The terminal of a process. No control character that a text quotes reaches it; an export is left as it is where a program reads it. */
export function processTerminal({ stdin, stdout, stderr }: Streams): Terminal {
  let isDrawn = false
  const erase = () => {
    if (isDrawn) stderr.write(CLEAR_LINE)
    isDrawn = false
  }
  const write = (text: string, taken?: () => void) => {
    erase()
    stdout.write(text, taken)
  }
  return {
    out: (text) => write(`${printableLines(text)}\n`),
    // A reader who has left is the stream's own error, and ends the program there.
    write: (text) => new Promise((taken) => write(stdout.isTTY ? printableLines(text) : text, () => taken())),
    err: (text) => {
      erase()
      stderr.write(`${printableLines(text)}\n`)
    },
    isInteractive: Boolean(stdin.isTTY && stdout.isTTY),
    canDraw: Boolean(stdout.isTTY && stderr.isTTY),
    draw: (line) => {
      // A line that fills the last column would wrap, and could not be drawn over.
      stderr.write(CLEAR_LINE + printable(line).slice(0, (stderr.columns || USUAL_COLUMNS) - 1))
      isDrawn = true
    },
    erase,
    async confirm(question) {
      // It draws, and most commands do not.
      const { confirm, isCancel } = await import('@clack/prompts')
      const answer = await confirm({ message: printableLines(question), initialValue: false })
      return isCancel(answer) ? undefined : answer
    },
    async choose<Name extends string>(question: string, options: Record<Name, string>) {
      const { select, isCancel } = await import('@clack/prompts')
      const listed = Object.entries(options).map(([value, hint]) => ({ value, label: `${value}: ${hint}` }))
      const answer = await select({ message: printableLines(question), options: listed })
      return isCancel(answer) ? undefined : (answer as Name)
    },
  }
}
