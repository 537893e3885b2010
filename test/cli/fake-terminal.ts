import type { Terminal } from '../../src/cli/terminal.ts'

export interface FakeTerminal extends Terminal {
  /** All that went to stdout and to stderr. */
  stdout: string
  stderr: string
  /** The lines that were drawn, each in the place of the one before. */
  drawn: string[]
  /** The questions that were asked. */
  asked: string[]
}

/** A terminal that remembers; with `answer` somebody sits at it, and answers so: to a choice, the last of them, or none. */
export function fakeTerminal(answer?: boolean): FakeTerminal {
  const terminal: FakeTerminal = {
    stdout: '',
    stderr: '',
    drawn: [],
    asked: [],
    out: (text) => void terminal.write(`${text}\n`),
    write: async (text) => {
      terminal.stdout += text
    },
    err: (text) => {
      terminal.stderr += `${text}\n`
    },
    isInteractive: answer !== undefined,
    canDraw: false,
    draw: (line) => void terminal.drawn.push(line),
    erase: () => {},
    confirm: async (question) => {
      terminal.asked.push(question)
      return answer === true
    },
    choose: async (question, options) => {
      terminal.asked.push(question)
      return answer ? (Object.keys(options).at(-1) as keyof typeof options) : undefined
    },
  }
  return terminal
}
