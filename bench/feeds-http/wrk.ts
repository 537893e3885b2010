import { findTool } from '../missing-tool.ts'
import { processorSeconds } from '../processor-seconds.ts'
import { runWatched } from '../watched-process.ts'
import type { FeedsHttpOptions } from './options.ts'
import { type FeedServer, LOAD_CORE } from './servers.ts'

/** How many requests a server answered in a second, and in a second that it had the processor. */
export interface Rate {
  perSecond: number
  perProcessorSecond: number
}

/** Runs `wrk` on a core of its own. */
export async function rateOf(
  { url, pid }: FeedServer,
  headers: Record<string, string>,
  { seconds, connections }: FeedsHttpOptions,
): Promise<Rate> {
  const taskset = await findTool('taskset', 'apt install util-linux')
  const wrk = await findTool('wrk', 'apt install wrk')
  const load = ['-t1', `-c${connections}`, `-d${seconds}s`]
  const named = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`])
  const before = (await processorSeconds(pid)) ?? 0
  const { stdout } = await runWatched(taskset, ['-c', LOAD_CORE, wrk, ...load, ...named, url])
  const { requests, perSecond } = readWrk(stdout)
  return { perSecond, perProcessorSecond: requests / (((await processorSeconds(pid)) ?? 0) - before) }
}

/** What wrk prints. Throws where some requests were answered with an error, or not at all. */
export function readWrk(output: string): { requests: number; perSecond: number } {
  const requests = /^\s*(\d+) requests in /m.exec(output)?.[1]
  const perSecond = /^Requests\/sec:\s+([\d.]+)$/m.exec(output)?.[1]
  if (requests === undefined || perSecond === undefined || /Non-2xx|Socket errors/.test(output))
    throw new Error(`wrk met errors:\n${output}`)
  return { requests: Number(requests), perSecond: Number(perSecond) }
}
