import { parseArgs } from 'node:util'

export interface BuildBenchOptions {
  /** Each is a site of its own. */
  posts: number[]
  rounds: number
  json: boolean
}

export const BUILD_USAGE = `Usage: npm run bench -- build [--posts N,…] [--rounds N] [--json]
Builds the feeds of the same posts with Hugo and with Broadsheet: the newest alone, every post, and again.
`

/** Command-line arguments → options, or a sentence that says what is wrong. */
export function buildOptions(args: string[]): BuildBenchOptions | string {
  const { values, problem } = parse(args)
  if (!values) return problem
  const { posts, rounds, json } = values
  const isCount = (text: string) => /^[1-9]\d{0,6}$/.test(text)
  if (!posts.split(',').every(isCount)) return `--posts takes whole numbers from 1 on, with commas, not "${posts}".`
  if (!isCount(rounds)) return `--rounds takes a whole number from 1 on, not "${rounds}".`
  return { posts: posts.split(',').map(Number), rounds: Number(rounds), json }
}

function parse(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        posts: { type: 'string', default: '1000,10000' },
        rounds: { type: 'string', default: '1' },
        json: { type: 'boolean', default: false },
      },
    })
    return { values }
  } catch (error) {
    return { problem: (error as Error).message }
  }
}
