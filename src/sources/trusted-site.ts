import { dirname, relative, sep } from 'node:path'
import type { Config } from '../config/config.ts'
import { stat } from './read-at-once.ts'

/**
 * Why a site's own program is not run unasked, to go on a sentence; undefined where it may be. Whoever writes in the site's folder decides what
 * it does, so that the operator must have named the folder, and nobody but them may write there.
 */
export async function whyNotTrusted(
  root: string,
  { content, dir }: Pick<Config, 'content' | 'dir'>,
): Promise<string | undefined> {
  if (!content.isNamed) return 'content.source is not written in broadsheet.toml'
  const named = [content.source, dirname(content.source)]
  if (!named.includes(root) && !isWithin(root, dir)) return 'the site lies above the folder that content.source names'
  const found = await stat(root)
  if ((found.mode & ANYBODY_WRITES) !== 0) return "anybody on this machine may write in the site's folder"
  const user = process.getuid?.()
  if (user !== undefined && found.uid !== user) return "the site's folder belongs to another user"
  return undefined
}

const ANYBODY_WRITES = 0o002

function isWithin(folder: string, dir: string): boolean {
  const path = relative(dir, folder)
  return path === '' || (path !== '..' && !path.startsWith(`..${sep}`))
}
