import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from '../free-port.ts'
import { findTool, MissingTool } from '../missing-tool.ts'
import { PROGRAM } from '../program.ts'
import { runWatched, watchProcess } from '../watched-process.ts'
import type { StepFigures } from './figures.ts'

/** A command of Broadsheet's, with `--json`: what it printed, and what it took. */
export async function runCommand<Report>(
  configFile: string,
  args: string[],
): Promise<{ report: Report; taken: StepFigures }> {
  const command = [PROGRAM, ...args, '--config', configFile, '--json']
  const { stdout, ...taken } = await runWatched(process.execPath, command)
  return { report: JSON.parse(stdout) as Report, taken }
}

/** The whole list, as a file. */
export async function exportList(configFile: string, target: string): Promise<StepFigures> {
  const args = [PROGRAM, 'subscribers', 'export', '--config', configFile]
  const { stdout: _, ...taken } = await runWatched(process.execPath, args, target)
  return taken
}

/** SQLite's own shell on the same file; undefined where it is not installed. */
export async function importBySqlite(listFile: string): Promise<StepFigures | undefined> {
  try {
    const shell = await findTool('sqlite3', '')
    const { stdout: _, ...taken } = await runWatched(shell, [
      `${listFile}.db`,
      '-cmd',
      `.import --csv ${listFile} list`,
      '',
    ])
    return taken
  } catch (error) {
    if (error instanceof MissingTool) return undefined
    throw error
  }
}

export interface RunningServer {
  /** Rejects, with what it logged, where it ends by itself. */
  ended: Promise<never>
  /** MiB, up to now. */
  peakMemory(): number | undefined
  stop(): Promise<void>
}

/** Broadsheet's `serve`. `ready`: when its delivery thread began, in epoch milliseconds. */
export async function startServe(configFile: string): Promise<RunningServer & { ready: number }> {
  const child = spawn(process.execPath, [PROGRAM, 'serve', '--config', configFile], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const log: string[] = []
  const lines = createInterface({ input: child.stdout })
  const ready = new Promise<number>((resolve) => {
    lines.on('line', (line) => {
      log.push(line)
      const { msg, time } = JSON.parse(line) as { msg: string; time: string }
      if (msg.startsWith('listening on')) resolve(Date.parse(time))
    })
  })
  const server = running(child, () => log.join('\n'))
  return { ...server, ready: await Promise.race([ready, server.ended]) }
}

/** A program that answers HTTP and does nothing else. */
export async function startStillServer(): Promise<RunningServer & { url: string }> {
  const program = fileURLToPath(new URL('./still-server.js', import.meta.url))
  const url = `http://127.0.0.1:${await freePort()}/`
  const server = running(
    spawn(process.execPath, [program, new URL(url).port], { stdio: 'ignore' }),
    () => 'still-server',
  )
  while (!(await Promise.race([answers(url), server.ended]))) await sleep(20)
  return { ...server, url }
}

function running(child: ChildProcess, describe: () => string): RunningServer {
  const exit = once(child, 'exit')
  const watch = watchProcess(child)
  const ended = exit.then(([code]) => {
    throw new Error(`${child.spawnargs.join(' ')} ended with ${code}:\n${describe()}`)
  })
  // Whoever stops it expects its end.
  ended.catch(() => {})
  return {
    ended,
    peakMemory: () => watch.taken().peakMemory,
    async stop() {
      child.kill()
      await exit
      watch.stop()
    },
  }
}

function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  )
}
