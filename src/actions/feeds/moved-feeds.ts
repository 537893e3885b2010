import type { Config } from '../../config/config.ts'
import { type Problem, warning } from '../../config/problem.ts'

/**
 * Feeds that broadsheet.toml sends readers away from although posts are in them: of a tag that is used again, perhaps.
 * Those that are always there are refused when the configuration is read.
 */
export function movedWithPosts({ feeds }: Config, written: { path: string; entryCount: number }[]): Problem[] {
  const filled = new Map(written.filter(({ entryCount }) => entryCount > 0).map((feed) => [feed.path, feed.entryCount]))
  const left = [...Object.keys(feeds.moved).map((path) => ['moved', path]), ...feeds.gone.map((path) => ['gone', path])]
  return left.flatMap(([key = '', path = '']) => {
    const entries = filled.get(path)
    if (entries === undefined) return []
    const has = `${entries} ${entries === 1 ? 'entry' : 'entries'}`
    const hint = 'If it is to be read again, take it out of there.'
    return [
      warning('feeds.left', `feeds.${key} has ${path}, which has ${has}: \`serve\` shows it to nobody.`, { hint }),
    ]
  })
}
