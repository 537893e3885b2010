import { join, sep } from 'node:path'
import { failure, type Problem, warning } from '../config/problem.ts'
import { readEntries, realpath, stat } from './read-at-once.ts'
import { shownPath } from './shown-path.ts'

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
 * @param siteFolders folders in which a picture may lie to which a link leads
 * @param isOwn tells by its real path a file of Broadsheet's own, which is none of the site's
 * @param isLeftOut tells by its path below the folder a file or folder that is not looked at
 */
export async function walkFolder(
  folder: string,
  shownFrom: string,
  isOwn: (path: string) => boolean = () => false,
  siteFolders: string[] = [],
  isLeftOut: (path: string) => boolean = () => false,
): Promise<Walk> {
  const walk: Walk = { files: [], problems: [] }
  const root = await realpath(folder).catch((error: Error) => {
    walk.problems.push(cannotRead(shownPath(folder, shownFrom), error, IS_ALL))
  })
  const around = await Promise.all(siteFolders.map((dir) => realpath(dir).catch(() => undefined)))
  const site = around.filter((dir) => dir !== undefined)
  if (root !== undefined)
    await visit({ walk, root, site, shownFrom, isOwn, isLeftOut }, { dir: folder, path: '', above: [root] })
  walk.files.sort((a, b) => (a.path < b.path ? -1 : 1))
  return walk
}

interface Visit {
  walk: Walk
  /** The folder walked, links resolved. */
  root: string
  /** Folders of the site around it, links resolved. */
  site: string[]
  shownFrom: string
  isOwn(path: string): boolean
  isLeftOut(path: string): boolean
}

interface Folder {
  dir: string
  /** As FoundFile.path; '' for the folder walked. */
  path: string
  /** Real paths of the folder and those above it: a link back to one of them would never end. */
  above: string[]
}

async function visit(context: Visit, folder: Folder): Promise<void> {
  const { dir } = folder
  const { walk, shownFrom } = context
  const entries = await readEntries(dir).catch((error: Error) => unreadable(walk, dir, shownFrom, error))
  for (const entry of entries ?? []) {
    if (entry.name.startsWith('.')) continue
    const found = { path: below(folder.path, entry.name), absolute: join(dir, entry.name) }
    if (context.isLeftOut(found.path)) continue
    if (entry.isSymbolicLink()) await follow(context, found, folder.above)
    else {
      const real = join(folder.above.at(-1) ?? '', entry.name)
      if (entry.isFile() && !context.isOwn(real)) walk.files.push(found)
      else if (entry.isDirectory()) await enter(context, found, [...folder.above, real])
    }
  }
}

function enter(context: Visit, { path, absolute }: FoundFile, above: string[]): Promise<void> {
  return visit(context, { dir: absolute, path, above })
}

/** A path below another, with forward slashes, in NFC. */
export function below(folder: string, path: string): string {
  return (folder === '' ? path : `${folder}/${path}`).normalize('NFC')
}

async function follow(context: Visit, found: FoundFile, above: string[]): Promise<void> {
  const link = found.absolute
  const { walk, root, site, shownFrom } = context
  const target = await realpath(link).catch((error: Error) => unreadable(walk, link, shownFrom, error))
  if (target === undefined) return
  if (above.includes(target)) {
    walk.problems.push(leadsBack(shownPath(link, shownFrom)))
    return
  }
  if (!target.startsWith(root + sep) && !isPictureWithin(site, target)) {
    walk.problems.push(leadsOut(shownPath(link, shownFrom)))
    return
  }
  const kind = await stat(target)
  if (kind.isDirectory()) await enter(context, found, [...above, target])
  else if (kind.isFile() && !context.isOwn(target)) walk.files.push(found)
}

/** A picture, audio or video of the site, and nothing hidden: a link must not publish keys or lists that lie beside it. */
function isPictureWithin(folders: string[], target: string): boolean {
  if (!SHOWN.test(target)) return false
  return folders.some((dir) => target.startsWith(dir + sep) && !target.slice(dir.length).includes(`${sep}.`))
}

const SHOWN = /\.(?:avif|bmp|gif|heic|heif|jpe?g|jxl|png|svg|tiff?|webp|mp3|m4a|ogg|opus|wav|mp4|m4v|webm|mov)$/i

function unreadable(walk: Walk, path: string, shownFrom: string, error: Error & { code?: string }): undefined {
  walk.problems.push(cannotRead(shownPath(path, shownFrom), error))
}

/** Of the folder that holds all. */
const IS_ALL = 'Put it back, or correct its name in broadsheet.toml; until then nothing is changed.'
const IS_PART = 'The rest of the site is read without it.'

/** @param file as the person knows it */
export function cannotRead(file: string, error: Error & { code?: string }, hint = IS_PART): Problem {
  const reasons: Record<string, string> = {
    ENOENT: 'it is not there',
    EACCES: 'permission is denied',
    EPERM: 'permission is denied',
    ENOTDIR: 'it is not a folder',
    ELOOP: 'the link leads in a circle',
  }
  const reason = reasons[error.code ?? ''] ?? error.code ?? 'it failed'
  return failure('source.unreadable', `It cannot be read: ${reason}.`, { hint, file })
}

function leadsBack(file: string): Problem {
  const hint = 'What is there is read once; take the link away.'
  return warning('source.symlink', 'It is a link that leads back to a folder above it.', { hint, file })
}

function leadsOut(file: string): Problem {
  const hint = 'Put the file itself there; until then it is left out.'
  return failure('source.symlink', 'It is a link that leads out of the folder.', { hint, file })
}
