import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import type { YearOptions } from './options.ts'
import type { SimulatedYear } from './simulate-year.ts'

/** Compiled, as Node runs it. */
const PROCESS = new URL('./year-process.js', import.meta.url)

/** Simulates years side by side, and gives each as it is over. @throws where a process ended by itself */
export async function runYears(
  { years, seed, jobs, minutes = Number.POSITIVE_INFINITY }: YearOptions,
  onYear: (year: SimulatedYear) => void,
): Promise<void> {
  let next = seed
  const end = performance.now() + minutes * 60_000
  const work = async () => {
    const child = fork(PROCESS, { execArgv: ['--max-semi-space-size=32', '--single-threaded-gc'] })
    try {
      while (next < seed + years && performance.now() < end) onYear(await simulatedBy(child, next++))
    } finally {
      child.kill()
    }
  }
  await Promise.all(Array.from({ length: jobs }, work))
}

async function simulatedBy(child: ChildProcess, seed: number): Promise<SimulatedYear> {
  const given = new AbortController()
  const ended = once(child, 'exit', given).then(() => {
    throw new Error(`the process that simulated the year of seed ${seed} ended`)
  })
  ended.catch(() => {})
  child.send(seed)
  try {
    const [year] = await Promise.race([once(child, 'message', given), ended])
    return year as SimulatedYear
  } finally {
    given.abort()
  }
}
