import { parseArgs } from 'node:util'

export interface YearOptions {
  years: number
  /** Of the first year; each further one has the next. */
  seed: number
  /** Prints what happened, in order. */
  diary: boolean
  /** Processes that simulate side by side. */
  jobs: number
  /** After so many no year is begun any more; undefined: all are simulated. */
  minutes?: number
}

export const YEAR_USAGE = `npm run year -- [options]
  --years N    how many years, default 50
  --seed N     of the first; default one that nobody chose. --years 1 --seed N replays a year
  --diary      print what happened in each
  --jobs N     processes side by side; default one for each core
  --minutes N  begin no further year after so many, however few were done
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
        minutes: { type: 'string' },
      },
    })
    const [years, seed, jobs] = [values.years, values.seed, values.jobs].map(Number) as [number, number, number]
    const minutes = values.minutes === undefined ? undefined : Number(values.minutes)
    const isWhole = [years, seed, jobs, minutes ?? 1].every((value) => Number.isSafeInteger(value) && value >= 0)
    if (!isWhole || years === 0 || jobs === 0 || minutes === 0)
      return 'Years, seed, jobs and minutes are whole numbers.'
    return { years, seed, jobs: Math.min(jobs, years), diary: values.diary, minutes }
  } catch (error) {
    return (error as Error).message
  }
}
