import type { Terminal } from './terminal.ts'

interface Streams {
  stdin: { isTTY?: boolean }
  stdout: { isTTY?: boolean; write(text: string): unknown }
  stderr: { isTTY?: boolean; write(text: string): unknown }
}

/** The terminal of a process. */
export function processTerminal({ stdin, stdout, stderr }: Streams): Terminal {
  return {
    out: (text) => stdout.write(`${text}\n`),
    write: (text) => stdout.write(text),
    err: (text) => stderr.write(`${text}\n`),
    isInteractive: Boolean(stdin.isTTY && stdout.isTTY),
    canDraw: Boolean(stdout.isTTY && stderr.isTTY),
    async confirm(question) {
      // It draws, and most commands do not.
      const { confirm, isCancel } = await import('@clack/prompts')
      const answer = await confirm({ message: question, initialValue: false })
      return answer === true && !isCancel(answer)
    },
  }
}
