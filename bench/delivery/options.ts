import { parseArgs } from 'node:util'

export interface DeliveryBenchOptions {
  /** Of smtp-source and Broadsheet in each round; the plain loop, which is slower, sends a fifth. */
  messages: number
  /** Of a message, in bytes. */
  bytes: number
  connections: number
  rounds: number
  json: boolean
}

export const DELIVERY_USAGE = `Usage: npm run bench -- delivery [--messages N] [--size KB] [--connections N] [--rounds N] [--json]
Sends the same load to smtp-sink with smtp-source, with a plain nodemailer loop and with Broadsheet and its ledger.
`

/** Command-line arguments → options, or a sentence that says what is wrong. */
export function deliveryOptions(args: string[]): DeliveryBenchOptions | string {
  const { values, problem } = parse(args)
  if (!values) return problem
  const { messages, size, connections, rounds } = values
  const counts = { messages, size, connections, rounds }
  for (const [name, value] of Object.entries(counts))
    if (!/^[1-9]\d{0,7}$/.test(value)) return `--${name} takes a whole number from 1 on, not "${value}".`
  return {
    messages: Number(messages),
    bytes: Number(size) * 1024,
    connections: Number(connections),
    rounds: Number(rounds),
    json: values.json,
  }
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
        json: { type: 'boolean', default: false },
      },
    })
    return { values }
  } catch (error) {
    return { problem: (error as Error).message }
  }
}
