import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const APP = join(ROOT, 'dist/app')

/** The compiled program, as `npm run build` leaves it: the delivery thread is a file that Node itself must run. */
export const PROGRAM = join(APP, 'main.js')

/** Before all tests: compiles the program, unless no source is newer than it. */
export function setup(): void {
  if (existsSync(PROGRAM) && newestSource() < statSync(PROGRAM).mtimeMs) return
  const begun = new Date()
  const fresh = `${APP}.${process.pid}`
  const { status, stdout } = spawnSync(process.execPath, [TSC, '--outDir', fresh], { cwd: ROOT, encoding: 'utf8' })
  if (!existsSync(join(fresh, 'main.js'))) throw new Error(`tsc ended with ${status}:\n${stdout}`)
  chmodSync(join(fresh, 'main.js'), 0o755)
  // A source that changes while it is compiled is newer still.
  utimesSync(join(fresh, 'main.js'), begun, begun)
  replace(fresh)
}

const TSC = join(ROOT, 'node_modules/typescript/bin/tsc')

/** In one step: a program that another run of the tests starts at this moment is whole. */
function replace(fresh: string): void {
  const old = `${fresh}.old`
  if (existsSync(APP)) renameSync(APP, old)
  renameSync(fresh, APP)
  rmSync(old, { recursive: true, force: true })
}

function newestSource(): number {
  const files = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  return Math.max(...files.map((file) => statSync(join(ROOT, 'src', file)).mtimeMs))
}
