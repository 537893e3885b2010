import { describe, expect, it } from 'vitest'
import { table } from '../../src/cli/layout-text.ts'
import { processTerminal } from '../../src/cli/process-terminal.ts'
import { formatProblem, warning } from '../../src/config/problem.ts'

const HOSTILE = '\u001b]0;pwned\u0007\u001b[31m\nforged line\u202e'
const SHOWN = '\\u001b]0;pwned\\u0007\\u001b[31m'

function streams(isTTY: boolean) {
  const written = { out: '', err: '' }
  const append = (stream: 'out' | 'err', text: string, taken = () => {}) => {
    written[stream] += text
    taken()
  }
  const terminal = processTerminal({
    stdin: { isTTY },
    stdout: { isTTY, write: (text, taken) => append('out', text, taken) },
    stderr: { isTTY, write: (text) => append('err', text) },
  })
  return { terminal, written }
}

describe('the terminal of a process', () => {
  it('shows the codes of control characters that a text quotes, and keeps its own lines', () => {
    const { terminal, written } = streams(true)
    terminal.out(`one\n${HOSTILE}`)
    terminal.err(HOSTILE)
    expect(written).toEqual({
      out: `one\n${SHOWN}\nforged line\\u202e\n`,
      err: `${SHOWN}\nforged line\\u202e\n`,
    })
  })

  it('leaves an export as it is where a program reads it', async () => {
    const piped = streams(false)
    await piped.terminal.write(HOSTILE)
    expect(piped.written.out).toBe(HOSTILE)
    const shown = streams(true)
    await shown.terminal.write(HOSTILE)
    expect(shown.written.out).not.toContain('\u001b')
  })
})

it('a piece of a long result waits until the one before is taken', async () => {
  const waiting: (() => void)[] = []
  const terminal = processTerminal({
    stdin: {},
    stdout: { write: (_, taken = () => {}) => waiting.push(taken) },
    stderr: { write: () => {} },
  })
  const steps: string[] = []
  const written = terminal.write('a page').then(() => steps.push('written'))
  await Promise.resolve()
  steps.push('taken')
  waiting[0]?.()
  await written
  expect(steps).toEqual(['taken', 'written'])
})

it('a line that is drawn gives way to what is said, and is cut where it would wrap', () => {
  const written: string[] = []
  const terminal = processTerminal({
    stdin: { isTTY: true },
    stdout: { isTTY: true, write: (text) => written.push(text) },
    stderr: { isTTY: true, columns: 10, write: (text) => written.push(text) },
  })
  terminal.draw('0123456789 is too long')
  terminal.draw('short')
  terminal.err('said')
  terminal.out('more')
  expect(written).toEqual(['\r\u001b[K012345678', '\r\u001b[Kshort', '\r\u001b[K', 'said\n', 'more\n'])
})

it('a problem is one line, whatever its file is called', () => {
  const problem = warning('post.no-title', 'The post has no title.', { file: `content/${HOSTILE}.md`, line: 1 })
  expect(formatProblem(problem)).toBe(`content/${SHOWN}\\nforged line\\u202e.md:1: The post has no title.`)
})

it('a cell of a table is one line', () => {
  expect(table([[HOSTILE, 'b']])).toBe(`${SHOWN}\\nforged line\\u202e  b`)
})
