import { parseArgs } from 'node:util'

export interface EditionsBenchOptions {
  subscribers: number
  /** Of the edition, each with one topic. */
  posts: number
  topics: number
  /** Mails that are made one after another, in memory. */
  mails: number
  postgres: boolean
  json: boolean
}

export const EDITIONS_USAGE = `Usage: npm run bench -- editions [--subscribers N] [--posts N] [--topics N] [--mails N] [--postgres] [--json]
Makes the mails of an edition whose readers chose topics and cadences at random, and plans it; with --postgres on
Debian's PostgreSQL, too.
`

/** Command-line arguments → options, or a sentence that says what is wrong. */
export function editionsOptions(args: string[]): EditionsBenchOptions | string {
  try {
    const { values } = parseArgs({
      args,
      options: {
        subscribers: { type: 'string', default: '100000' },
        posts: { type: 'string', default: '20' },
        topics: { type: 'string', default: '12' },
        mails: { type: 'string', default: '2000' },
        postgres: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    })
    const { json, postgres, ...counts } = values
    for (const [name, value] of Object.entries(counts))
      if (!/^[1-9]\d{0,7}$/.test(value)) return `--${name} takes a whole number from 1 on, not "${value}".`
    const { subscribers, posts, topics, mails } = counts
    if (Number(posts) > MOST_POSTS) return `--posts takes ${MOST_POSTS} at most, as an edition does.`
    return {
      subscribers: Number(subscribers),
      posts: Number(posts),
      topics: Number(topics),
      mails: Number(mails),
      postgres,
      json,
    }
  } catch (error) {
    return (error as Error).message
  }
}

const MOST_POSTS = 50
