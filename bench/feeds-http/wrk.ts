import { findTool } from '../missing-tool.ts'
import { runWatched } from '../watched-process.ts'
import type { FeedsHttpOptions } from './options.ts'
import { LOAD_CORE } from './servers.ts'

/** Requests a second that a server answered, of `wrk` on a core of its own. */
export async function requestsPerSecond(
  url: string,
  headers: Record<string, string>,
  { seconds, connections }: FeedsHttpOptions,
): Promise<number> {
  const taskset = await findTool('taskset', 'apt install util-linux')
  const wrk = await findTool('wrk', 'apt install wrk')
  const load = ['-t1', `-c${connections}`, `-d${seconds}s`]
  const named = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`])
  const { stdout } = await runWatched(taskset, ['-c', LOAD_CORE, wrk, ...load, ...named, url])
  return readWrk(stdout)
}

/** What wrk prints → requests a second. Throws where some were answered with an error, or not at all. */
export function readWrk(output: string): number {
  const rate = /^Requests\/sec:\s+([\d.]+)$/m.exec(output)?.[1]
  if (rate === undefined || /Non-2xx|Socket errors/.test(output)) throw new Error(`wrk met errors:\n${output}`)
  return Number(rate)
}
