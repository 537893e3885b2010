import { spawn } from 'node:child_process'

/** The end of what a command printed is where it says why it failed. */
const KEPT_OUTPUT = 4_000

/** Runs a command of the operator's own in a shell; never rejects. Output is stdout and stderr together, its end. */
export function runShellCommand(command: string, dir: string): Promise<{ exitCode: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, { cwd: dir, shell: true, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString('utf8')).slice(-KEPT_OUTPUT)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.on('error', (error) => resolve({ exitCode: 127, output: error.message }))
    child.on('close', (code) => resolve({ exitCode: code ?? 1, output }))
  })
}
