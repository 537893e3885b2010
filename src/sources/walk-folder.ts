import type { Dirent } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { failure, type Problem, warning } from '../config/problem.ts'
import { posixPath, shownPath } from './shown-path.ts'

export interface FoundFile {
  /** Below the folder walked, with forward slashes, in NFC. */
  path: string
  /** Absolute, as the file system has it. */
  absolute: string
}

export interface Walk {
  /** By path. */
  files: FoundFile[]
  problems: Problem[]
}

/**
 * All files of a folder but dot files. A link that leads out of the folder is refused: its target is not the site's to publish.
 * A folder that cannot be read is a problem, and the rest goes on.
 * @param shownFrom folder from which problems name their files
 */
export async function walkFolder(folder: string, shownFrom: string): Promise<Walk> {
  const walk: Walk = { files: [], problems: [] }
  const root = await realpath(folder).catch((error: Error) => unreadable(walk, folder, shownFrom, error))
  if (root !== undefined) await visit({ walk, root, folder, shownFrom }, folder, [root])
  walk.files.sort((a, b) => (a.path < b.path ? -1 : 1))
  return walk
}

interface Visit {
  walk: Walk
  /** The folder walked, links resolved, and as given. */
  root: string
  folder: string
  shownFrom: string
}

/** @param above real paths of the folder and those above it: a link back to one of them would never end */
async function visit(context: Visit, dir: string, above: string[]): Promise<void> {
  const { walk, shownFrom } = context
  const entries = await readdir(dir, { withFileTypes: true }).catch((error: Error) =>
    unreadable(walk, dir, shownFrom, error),
  )
  for (const entry of entries ?? []) {
    if (entry.name.startsWith('.')) continue
    const absolute = join(dir, entry.name)
    if (entry.isSymbolicLink()) await follow(context, absolute, above)
    else await take(context, absolute, entry, [...above, join(above.at(-1) ?? '', entry.name)])
  }
}

async function take(context: Visit, absolute: string, kind: Pick<Dirent, 'isDirectory' | 'isFile'>, above: string[]) {
  if (kind.isDirectory()) return visit(context, absolute, above)
  if (kind.isFile()) context.walk.files.push({ path: posixPath(relative(context.folder, absolute)), absolute })
}

async function follow(context: Visit, link: string, above: string[]): Promise<void> {
  const { walk, root, shownFrom } = context
  const target = await realpath(link).catch((error: Error) => unreadable(walk, link, shownFrom, error))
  if (target === undefined) return
  if (above.includes(target)) {
    walk.problems.push(leadsBack(shownPath(link, shownFrom)))
    return
  }
  if (!target.startsWith(root + sep)) walk.problems.push(leadsOut(shownPath(link, shownFrom)))
  else await take(context, link, await stat(target), [...above, target])
}

function unreadable(walk: Walk, path: string, shownFrom: string, error: Error & { code?: string }): undefined {
  walk.problems.push(cannotRead(shownPath(path, shownFrom), error))
}

/** @param file as the person knows it */
export function cannotRead(file: string, error: Error & { code?: string }): Problem {
  const reasons: Record<string, string> = {
    ENOENT: 'it is not there',
    EACCES: 'permission is denied',
    EPERM: 'permission is denied',
    ENOTDIR: 'it is not a folder',
    ELOOP: 'the link leads in a circle',
  }
  const reason = reasons[error.code ?? ''] ?? error.code ?? 'it failed'
  return failure('source.unreadable', `It cannot be read: ${reason}.`, {
    hint: 'The rest of the site is read without it.',
    file,
  })
}

function leadsBack(file: string): Problem {
  const hint = 'What is there is read once; take the link away.'
  return warning('source.symlink', 'It is a link that leads back to a folder above it.', { hint, file })
}

function leadsOut(file: string): Problem {
  const hint = 'Put the file itself there; until then it is left out.'
  return failure('source.symlink', 'It is a link that leads out of the folder.', { hint, file })
}
