import { parseArgs } from 'node:util'

export interface ChaosOptions {
  minutes: number
  subscribers: number
  connections: number
  /** On Debian's PostgreSQL, with so many `broadsheet worker` beside `serve`; undefined: one program on a SQLite file. */
  workers?: number
  seed: number
  json: boolean
  /** Leave the folder with log, ledger and configuration to look at. */
  keep: boolean
}

export const CHAOS_USAGE = `npm run chaos -- [--postgres [--workers 3]] [--minutes 5] [--subscribers 1000] [--connections 10] [--seed N] [--json] [--keep]
`

const OPTIONS = {
  postgres: { type: 'boolean', default: false },
  workers: { type: 'string' },
  minutes: { type: 'string', default: '5' },
  subscribers: { type: 'string', default: '1000' },
  connections: { type: 'string', default: '10' },
  seed: { type: 'string' },
  json: { type: 'boolean', default: false },
  keep: { type: 'boolean', default: false },
} as const

/** The options, or a sentence that says what is wrong with them. `freshSeed` is used where none is given. */
export function chaosOptions(args: string[], freshSeed: number): ChaosOptions | string {
  try {
    const { values } = parseArgs({ args, options: OPTIONS })
    const { json, keep, postgres } = values
    const [minutes, subscribers, connections] = [values.minutes, values.subscribers, values.connections].map(Number)
    const seed = Number(values.seed ?? freshSeed)
    const workers = Number(values.workers ?? 3)
    if (!(minutes && minutes > 0)) return '--minutes is a number above 0.'
    if (!isCount(subscribers) || subscribers > 99_999) return '--subscribers is a whole number from 1 to 99999.'
    if (!isCount(connections) || connections > 100) return '--connections is a whole number from 1 to 100.'
    if (!isCount(workers) || workers > 10) return '--workers is a whole number from 1 to 10.'
    if (values.workers !== undefined && !postgres)
      return '--workers goes with --postgres: on a SQLite file one program delivers.'
    if (!Number.isInteger(seed)) return '--seed is a whole number.'
    return { minutes, subscribers, connections, ...(postgres && { workers }), seed, json, keep }
  } catch (error) {
    return (error as Error).message
  }
}

function isCount(value: number | undefined): value is number {
  return value !== undefined && Number.isInteger(value) && value > 0
}
