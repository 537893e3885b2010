import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const APP = join(ROOT, 'dist/app')
const BUNDLE = join(ROOT, 'dist/broadsheet')

/** The program, as `npm run build` leaves it, and as it is installed. */
export const PROGRAM = join(BUNDLE, 'main.js')

/** Before all tests: compiles the program, unless no source is newer than it. */
export function setup(): void {
  if (existsSync(PROGRAM) && newestSource() < statSync(PROGRAM).mtimeMs) return
  const begun = new Date()
  make(APP, 'typescript/bin/tsc', '--outDir')
  make(BUNDLE, 'rolldown/bin/cli.mjs', '--config', 'rolldown.config.ts', '--dir')
  chmodSync(PROGRAM, 0o755)
  // A source that changes while it is compiled is newer still.
  utimesSync(PROGRAM, begun, begun)
}

/** Fills a folder by a program of Node's, whose last argument is the folder. */
function make(folder: string, program: string, ...args: string[]): void {
  const fresh = `${folder}.${process.pid}`
  const command = [join(ROOT, 'node_modules', program), ...args, fresh]
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: ROOT, encoding: 'utf8' })
  if (!existsSync(join(fresh, 'main.js'))) throw new Error(`${program} ended with ${status}:\n${stdout}${stderr}`)
  replace(folder, fresh)
}

/** In one step: a program that another run of the tests starts at this moment is whole. */
function replace(folder: string, fresh: string): void {
  const old = `${fresh}.old`
  if (existsSync(folder)) renameSync(folder, old)
  renameSync(fresh, folder)
  rmSync(old, { recursive: true, force: true })
}

function newestSource(): number {
  const files = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  return Math.max(...files.map((file) => statSync(join(ROOT, 'src', file)).mtimeMs))
}
