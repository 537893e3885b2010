import { spawn } from 'node:child_process'
import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { signalGroup } from './signal-group.ts'

export interface ProgramRun {
  dir: string
  env?: Record<string, string>
  /** It is ended, with all that it started, when it takes longer. */
  withinMs: number
  /** And when it prints more. */
  mostBytes: number
}

export type RanProgram =
  | { ended: 'itself'; exitCode: number; stdout: string; stderr: string }
  | { ended: 'missing' | 'late' | 'flood' }

/** The path of a program that a shell would start by its name; undefined where there is none. */
export function findProgram(name: string, path = process.env.PATH ?? ''): string | undefined {
  return path
    .split(delimiter)
    .filter((dir) => dir !== '')
    .map((dir) => join(dir, name))
    .find(isProgram)
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}

/** Runs a program that belongs to a site, within limits; never rejects. It has a process group of its own, which ends with this process. */
export function runProgram(program: string, args: string[], run: ProgramRun): Promise<RanProgram> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: run.dir,
      env: { ...process.env, ...run.env },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const printed = { stdout: [] as Buffer[], stderr: [] as Buffer[] }
    let size = 0
    const killNow = () => signalGroup(child, 'SIGKILL')
    const end = (result: RanProgram) => {
      clearTimeout(late)
      process.off('exit', killNow)
      resolve(result)
    }
    const stop = (ended: 'late' | 'flood') => {
      killNow()
      child.stdout.destroy()
      child.stderr.destroy()
      end({ ended })
    }
    const late = setTimeout(() => stop('late'), run.withinMs)
    process.on('exit', killNow)
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size > run.mostBytes) stop('flood')
        else printed[name].push(chunk)
      })
    }
    child.on('error', () => end({ ended: 'missing' }))
    child.on('close', (code) => {
      const [stdout, stderr] = [Buffer.concat(printed.stdout).toString(), Buffer.concat(printed.stderr).toString()]
      end({ ended: 'itself', exitCode: code ?? 1, stdout, stderr })
    })
  })
}
