import { parseArgs } from 'node:util'

export interface ListBenchOptions {
  subscribers: number
  json: boolean
}

export const LIST_USAGE = `Usage: npm run bench -- list [--subscribers N] [--json]
Imports, plans and freezes a list with Broadsheet's own commands, and asks \`serve\` for /healthz while it does.
`

/** Command-line arguments → options, or a sentence that says what is wrong. */
export function listOptions(args: string[]): ListBenchOptions | string {
  try {
    const { values } = parseArgs({
      args,
      options: { subscribers: { type: 'string', default: '1000000' }, json: { type: 'boolean', default: false } },
    })
    const { subscribers, json } = values
    if (!/^[1-9]\d{0,7}$/.test(subscribers))
      return `--subscribers takes a whole number from 1 on, not "${subscribers}".`
    return { subscribers: Number(subscribers), json }
  } catch (error) {
    return (error as Error).message
  }
}
