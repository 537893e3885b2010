import { type SimulatedYear, simulateYear } from './simulate-year.ts'

/** A process that simulates one year after another, as it is given their seeds. */
export type FromYearProcess = SimulatedYear

process.on('message', (seed: number) => {
  simulateYear(seed).then(
    (year) => process.send?.(year satisfies FromYearProcess),
    (error: unknown) => {
      process.stderr.write(`year ${seed}: ${(error as Error).stack}\n`)
      process.exit(1)
    },
  )
})
process.on('disconnect', () => process.exit(0))
