import { parseArgs } from 'node:util'

export interface ChaosOptions {
  minutes: number
  subscribers: number
  connections: number
  seed: number
  json: boolean
  /** Leave the folder with log, ledger and configuration to look at. */
  keep: boolean
}

export const CHAOS_USAGE = `npm run chaos -- [--minutes 5] [--subscribers 1000] [--connections 10] [--seed N] [--json] [--keep]
`

/** The options, or a sentence that says what is wrong with them. `freshSeed` is used where none is given. */
export function chaosOptions(args: string[], freshSeed: number): ChaosOptions | string {
  try {
    const { values } = parseArgs({
      args,
      options: {
        minutes: { type: 'string', default: '5' },
        subscribers: { type: 'string', default: '1000' },
        connections: { type: 'string', default: '10' },
        seed: { type: 'string', default: String(freshSeed) },
        json: { type: 'boolean', default: false },
        keep: { type: 'boolean', default: false },
      },
    })
    const { json, keep } = values
    const [minutes, subscribers, connections, seed] = [
      values.minutes,
      values.subscribers,
      values.connections,
      values.seed,
    ].map(Number)
    if (!(minutes && minutes > 0)) return '--minutes is a number above 0.'
    if (!isCount(subscribers) || subscribers > 99_999) return '--subscribers is a whole number from 1 to 99999.'
    if (!isCount(connections) || connections > 100) return '--connections is a whole number from 1 to 100.'
    if (seed === undefined || !Number.isInteger(seed)) return '--seed is a whole number.'
    return { minutes, subscribers, connections, seed, json, keep }
  } catch (error) {
    return (error as Error).message
  }
}

function isCount(value: number | undefined): value is number {
  return value !== undefined && Number.isInteger(value) && value > 0
}
