import { describe, expect, it } from 'vitest'
import { runCommand } from '../../src/cli/run-command.ts'
import { BroadsheetError, failure, warning } from '../../src/config/problem.ts'
import { fakeTerminal } from './fake-terminal.ts'

const wrong = failure('post.date', '"2026-13-01" is not a date.', { file: 'a.md', line: 4, hint: 'Write 2026-01-13.' })
const odd = warning('config.postal-address', 'There is no postal address.')

describe('what a command has to show', () => {
  it('goes to stdout, its problems to stderr, a sentence each', async () => {
    const terminal = fakeTerminal()
    const code = await runCommand(terminal, false, async () => ({ report: { problems: [wrong, odd] }, text: 'Done.' }))
    expect(code).toBe(1)
    expect(terminal.stdout).toBe('Done.\n')
    expect(terminal.stderr).toBe(
      'a.md:4: "2026-13-01" is not a date. Write 2026-01-13.\nwarning: There is no postal address.\n',
    )
  })

  it('is one object with --json, and stderr is still', async () => {
    const terminal = fakeTerminal()
    const code = await runCommand(terminal, true, async () => ({
      report: { problems: [odd], count: 3 },
      text: 'Done.',
    }))
    expect(code).toBe(0)
    expect(JSON.parse(terminal.stdout)).toEqual({ schema: 1, problems: [odd], count: 3 })
    expect(terminal.stderr).toBe('')
  })

  it('may say by itself how it ended', async () => {
    const show = async () => ({ report: { problems: [wrong] }, text: '', exitCode: 3 as const })
    expect(await runCommand(fakeTerminal(), false, show)).toBe(3)
  })

  it('says nothing where there is nothing to say', async () => {
    const terminal = fakeTerminal()
    await runCommand(terminal, false, async () => ({ report: { problems: [] }, text: '' }))
    expect(terminal).toMatchObject({ stdout: '', stderr: '' })
  })
})

describe('an expected failure', () => {
  const fail = () => Promise.reject(new BroadsheetError([wrong, odd], 2))

  it('is told whole, and gives its exit code', async () => {
    const terminal = fakeTerminal()
    expect(await runCommand(terminal, false, fail)).toBe(2)
    expect(terminal.stdout).toBe('')
    expect(terminal.stderr.split('\n')).toHaveLength(3)
  })

  it('is one object with --json, too', async () => {
    const terminal = fakeTerminal()
    expect(await runCommand(terminal, true, fail)).toBe(2)
    expect(JSON.parse(terminal.stdout)).toEqual({ schema: 1, problems: [wrong, odd] })
  })
})

it('an error that nobody foresaw passes through', async () => {
  const fail = () => Promise.reject(new TypeError('x is undefined'))
  await expect(runCommand(fakeTerminal(), false, fail)).rejects.toThrow(TypeError)
})
