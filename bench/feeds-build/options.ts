import { parseArgs } from 'node:util'

export interface FeedsBuildOptions {
  posts: number
  tags: number
  rounds: number
  json: boolean
}

export const FEEDS_BUILD_USAGE = `Usage: npm run bench -- feeds-build [--posts N] [--tags N] [--rounds N] [--json]
Builds every feed of a site in all formats, cold and warm, beside Hugo building its own RSS for the same taxonomy.
`

/** Command-line arguments → options, or a sentence that says what is wrong. */
export function feedsBuildOptions(args: string[]): FeedsBuildOptions | string {
  try {
    const { values } = parseArgs({
      args,
      options: {
        posts: { type: 'string', default: '10000' },
        tags: { type: 'string', default: '1000' },
        rounds: { type: 'string', default: '3' },
        json: { type: 'boolean', default: false },
      },
    })
    const { json, ...counts } = values
    for (const [name, value] of Object.entries(counts))
      if (!/^[1-9]\d{0,5}$/.test(value)) return `--${name} takes a whole number from 1 on, not "${value}".`
    return { posts: Number(counts.posts), tags: Number(counts.tags), rounds: Number(counts.rounds), json }
  } catch (error) {
    return (error as Error).message
  }
}
