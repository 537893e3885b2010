import { existsSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import type { Config } from '../config/config.ts'
import { type Problem, warning } from '../config/problem.ts'
import { isWithin } from '../posts/mounted-dir.ts'
import { posixPath, shownPath } from './shown-path.ts'

/**
 * What Broadsheet writes into the folder that the site's own program builds into: that empties it, and a host publishes what lies there,
 * the addresses on test mails too.
 * @param folder absolute
 */
export function writtenInto(folder: string, config: Config): Problem[] {
  if (!existsSync(folder)) return []
  const mailboxes = config.smtp.flatMap(({ mailboxDir }) => mailboxDir ?? [])
  const written: [string, string, string][] = [
    ['The feeds', config.output.dir, 'dir in [output]'],
    ...mailboxes.map((dir): [string, string, string] => ['Mails of the test mailbox', dir, 'url in [[smtp]]']),
  ]
  return written.flatMap(([what, dir, key]) => {
    if (!isWithin(posixPath(relative(folder, resolve(dir))), '')) return []
    const shown = shownPath(folder, config.dir)
    const message = `${what} are written into ${shownPath(dir, config.dir)}, and ${shown} is what your site's own program empties and your host publishes.`
    return [warning('output.published', message, { hint: `Name a folder elsewhere as ${key}.` })]
  })
}
