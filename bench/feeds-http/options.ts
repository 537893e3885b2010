import { parseArgs } from 'node:util'

export interface FeedsHttpOptions {
  rounds: number
  /** Of each server and kind of request in each round. */
  seconds: number
  connections: number
  json: boolean
}

export const FEEDS_HTTP_USAGE = `Usage: npm run bench -- feeds-http [--rounds N] [--seconds N] [--connections N] [--json]
Asks nginx, a bare Node server and \`serve\` for the same feed with wrk: conditional GETs, and whole ones as gzip.
`

/** Command-line arguments → options, or a sentence that says what is wrong. */
export function feedsHttpOptions(args: string[]): FeedsHttpOptions | string {
  try {
    const { values } = parseArgs({
      args,
      options: {
        rounds: { type: 'string', default: '5' },
        seconds: { type: 'string', default: '3' },
        connections: { type: 'string', default: '32' },
        json: { type: 'boolean', default: false },
      },
    })
    const { json, ...counts } = values
    for (const [name, value] of Object.entries(counts))
      if (!/^[1-9]\d{0,3}$/.test(value)) return `--${name} takes a whole number from 1 on, not "${value}".`
    return {
      rounds: Number(counts.rounds),
      seconds: Number(counts.seconds),
      connections: Number(counts.connections),
      json,
    }
  } catch (error) {
    return (error as Error).message
  }
}
