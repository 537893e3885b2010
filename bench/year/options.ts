import { parseArgs } from 'node:util'

export interface YearOptions {
  years: number
  /** Of the first year; each further one has the next. */
  seed: number
  /** Prints what happened, in order. */
  diary: boolean
  /** Processes that simulate side by side. */
  jobs: number
}

export const YEAR_USAGE = `npm run year -- [options]
  --years N    how many years, default 50
  --seed N     of the first; default one that nobody chose. --years 1 --seed N replays a year
  --diary      print what happened in each
  --jobs N     processes side by side; default one for each core
`

/** A sentence where they cannot be used. `anySeed` is for who names none. */
export function yearOptions(args: string[], anySeed: number, cores: number): YearOptions | string {
  try {
    const { values } = parseArgs({
      args,
      options: {
        years: { type: 'string', default: '50' },
        seed: { type: 'string', default: String(anySeed) },
        diary: { type: 'boolean', default: false },
        jobs: { type: 'string', default: String(cores) },
      },
    })
    const [years, seed, jobs] = [values.years, values.seed, values.jobs].map(Number) as [number, number, number]
    const isWhole = [years, seed, jobs].every((value) => Number.isSafeInteger(value) && value >= 0)
    if (!isWhole || years === 0 || jobs === 0) return 'Years, seed and jobs are whole numbers.'
    return { years, seed, jobs: Math.min(jobs, years), diary: values.diary }
  } catch (error) {
    return (error as Error).message
  }
}
