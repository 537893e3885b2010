import { parseArgs } from 'node:util'

export interface DeliveryBenchOptions {
  /** Sizes of an edition, the smallest first: Broadsheet sends each, the others the smallest. */
  sizes: number[]
  /** Of a message. */
  bytes: number
  connections: number
  rounds: number
  /** Broadsheet on PostgreSQL, too: with one worker and with two. */
  postgres: boolean
  json: boolean
}

export const DELIVERY_USAGE = `Usage: npm run bench -- delivery [--messages N,N…] [--size KB] [--connections N] [--rounds N] [--postgres] [--json]
Sends the same load to smtp-sink with smtp-source, with a plain nodemailer loop and with Broadsheet and its ledger, plain
and signed; with --postgres on Debian's PostgreSQL, too, by one worker and by two. Of several numbers of messages
Broadsheet sends each, the others the smallest.
`

/** Command-line arguments → options, or a sentence that says what is wrong. */
export function deliveryOptions(args: string[]): DeliveryBenchOptions | string {
  const { values, problem } = parse(args)
  if (!values) return problem
  const { messages, json, postgres, ...counts } = values
  const sizes = messages.split(',')
  if (!sizes.every(isCount))
    return `--messages takes whole numbers from 1 on, with commas between them, not "${messages}".`
  for (const [name, value] of Object.entries(counts))
    if (!isCount(value)) return `--${name} takes a whole number from 1 on, not "${value}".`
  return {
    sizes: [...new Set(sizes.map(Number))].sort((a, b) => a - b),
    bytes: Number(counts.size) * 1024,
    connections: Number(counts.connections),
    rounds: Number(counts.rounds),
    postgres,
    json,
  }
}

function isCount(text: string): boolean {
  return /^[1-9]\d{0,7}$/.test(text)
}

function parse(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        messages: { type: 'string', default: '10000' },
        size: { type: 'string', default: '45' },
        connections: { type: 'string', default: '20' },
        rounds: { type: 'string', default: '3' },
        postgres: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    })
    return { values }
  } catch (error) {
    return { problem: (error as Error).message }
  }
}
