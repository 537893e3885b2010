import { parseArgs } from 'node:util'

export interface SignUpsBenchOptions {
  /** Who gets the edition. */
  subscribers: number
  /** Sign-ups a minute. */
  perMinute: number
  /** Of each phase. */
  seconds: number
  json: boolean
}

export const SIGN_UPS_USAGE = `Usage: npm run bench -- sign-ups [--subscribers N] [--per-minute N] [--seconds N] [--json]
\`serve\` sends an edition to smtp-sink; for a third of the time readers sign up beside it.
`

/** Command-line arguments → options, or a sentence that says what is wrong. */
export function signUpsOptions(args: string[]): SignUpsBenchOptions | string {
  try {
    const { values } = parseArgs({
      args,
      options: {
        subscribers: { type: 'string', default: '200000' },
        'per-minute': { type: 'string', default: '1000' },
        seconds: { type: 'string', default: '20' },
        json: { type: 'boolean', default: false },
      },
    })
    const { json, ...counts } = values
    for (const [name, value] of Object.entries(counts))
      if (!/^[1-9]\d{0,7}$/.test(value)) return `--${name} takes a whole number from 1 on, not "${value}".`
    return {
      subscribers: Number(counts.subscribers),
      perMinute: Number(counts['per-minute']),
      seconds: Number(counts.seconds),
      json,
    }
  } catch (error) {
    return (error as Error).message
  }
}
