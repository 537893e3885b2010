import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Publication } from './a-publication.ts'
import { PROGRAM } from './compiled.ts'

/** Python's standard library has a pseudo-terminal on every system; Node has none. */
export const hasTerminal = spawnSync('python3', ['-c', 'import pty']).status === 0

/** Runs what it is told in a new pseudo-terminal, hands on what is typed, and ends with the same code; 128 + n for a signal. */
const IN_A_TERMINAL = `
import fcntl, os, pty, select, struct, sys, termios
pid, master = pty.fork()
if pid == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack('HHHH', 24, 100, 0, 0))
    os.execvp(sys.argv[1], sys.argv[1:])
typing = True
while True:
    ready, _, _ = select.select([master] + ([0] if typing else []), [], [])
    if master in ready:
        try:
            data = os.read(master, 65536)
        except OSError:
            break
        if not data:
            break
        os.write(1, data)
    if 0 in ready:
        data = os.read(0, 65536)
        if data == b'HANGUP':
            os.close(master)
            break
        typing = bool(data)
        os.write(master, data)
status = os.waitpid(pid, 0)[1]
sys.exit(128 + os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status))
`

export interface AtTerminal {
  /** Resolves when the screen has shown it. */
  shows(text: string): Promise<void>
  type(text: string): void
  /** Closes the window. */
  hangUp(): void
  ended: Promise<{ exitCode: number | null; screen: string }>
}

export const CTRL_C = '\u0003'

/** `broadsheet ARGS` as somebody has it on the screen. */
export function atTerminal(publication: Publication, ...args: string[]): AtTerminal {
  const command = [process.execPath, PROGRAM, ...args, '--config', join(publication.dir, 'broadsheet.toml')]
  const child = spawn('python3', ['-c', IN_A_TERMINAL, ...command], { cwd: publication.dir, stdio: 'pipe' })
  onTestFinished(() => void child.kill('SIGKILL'))
  let screen = ''
  const looks = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      screen += text
      for (const check of looks) check()
    })
  child.stdin.on('error', () => {})
  const ended = new Promise<{ exitCode: number | null; screen: string }>((resolve) =>
    child.on('close', (exitCode) => resolve({ exitCode, screen: plain(screen) })),
  )
  return {
    shows: (text) =>
      new Promise((resolve, reject) => {
        const check = () => {
          if (!plain(screen).includes(text)) return
          looks.delete(check)
          resolve()
        }
        looks.add(check)
        check()
        void ended.then(({ screen: all }) => reject(new Error(`it ended without showing ${text}:\n${all}`)))
      }),
    type: (text) => void child.stdin.write(text),
    hangUp: () => void child.stdin.write('HANGUP'),
    ended,
  }
}

/** Without what moves the cursor and colours. */
function plain(screen: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what a terminal is told by.
  return screen.replaceAll(/\u001b\[[0-9;?]*[A-Za-z]/g, '').replaceAll('\r', '')
}
