import { execFile } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { relative, resolve } from 'node:path'
import { promisify } from 'node:util'
import { Temporal } from 'temporal-polyfill'
import type { FileTimes } from '../posts/dialects/dialect.ts'
import { isWithin } from '../posts/mounted-dir.ts'
import type { WrittenDate } from '../posts/post.ts'
import { posixPath } from './shown-path.ts'
import type { FoundFile } from './walk-folder.ts'

const MAX_LOG_BYTES = 256 * 1024 * 1024

/**
 * When a file was last committed and last changed, as far as the site asks for it.
 * @param root the site's folder, in a clone with its whole history: a shallow one would date every file to its last commit
 * @param dirs content folders, from the site's; of those beside it, the same repository counts
 */
export async function fileTimes(
  root: string,
  asked: { committed: boolean; modified: boolean; added?: boolean },
  dirs: string[] = [],
): Promise<(path: string, found: FoundFile) => Promise<FileTimes>> {
  const last = asked.committed ? await commitsOf(root, dirs, 'last') : NONE
  const first = asked.added ? await commitsOf(root, dirs, 'first') : NONE
  return async (path, { absolute }) => {
    const committed = last.get(path)
    const added = first.get(path)
    const modified = asked.modified ? await modifiedAt(absolute) : undefined
    return { ...(committed && { committed }), ...(added && { added }), ...(modified && { modified }) }
  }
}

const NONE: ReadonlyMap<string, WrittenDate> = new Map()

async function modifiedAt(file: string): Promise<WrittenDate | undefined> {
  const found = await stat(file).catch(() => undefined)
  return found && { instant: Temporal.Instant.fromEpochMilliseconds(Math.floor(found.mtimeMs)), offset: '+00:00' }
}

/** By path from `root`, in NFC; empty where there is no git, no repository or only a part of its history. */
async function commitsOf(root: string, dirs: string[], which: Which): Promise<ReadonlyMap<string, WrittenDate>> {
  const [shallow, top, prefix = ''] = (
    (await git(root, 'rev-parse', '--is-shallow-repository', '--show-toplevel', '--show-prefix')) ?? ''
  ).split('\n')
  if (shallow !== 'false' || top === undefined) return new Map()
  const beside = dirs.filter((dir) => !isWithin(dir, '') && isWithin(posixPath(resolve(root, dir)), top))
  const log = await git(root, 'log', '--no-merges', '--name-only', '--format=%x00%aI', '--', '.', ...beside)
  const fromRoot = (path: string) =>
    path.startsWith(prefix) ? path.slice(prefix.length) : posixPath(relative(`/${prefix}`, `/${path}`))
  return readLog(log ?? '', fromRoot, which)
}

type Which = 'first' | 'last'

/** The newest commit comes first: it dates a file by its last commit, and the last that names it by its first. */
function readLog(log: string, placed: (path: string) => string, which: Which): Map<string, WrittenDate> {
  const dates = new Map<string, WrittenDate>()
  for (const commit of log.split('\0').slice(1)) {
    const [date = '', ...files] = commit.split('\n').filter(Boolean)
    const offset = date.endsWith('Z') ? '+00:00' : date.slice(-'+00:00'.length)
    const written = { instant: Temporal.Instant.from(date), offset }
    for (const file of files.map((name) => placed(name).normalize('NFC')))
      if (which === 'first' || !dates.has(file)) dates.set(file, written)
  }
  return dates
}

async function git(cwd: string, ...args: string[]): Promise<string | undefined> {
  const run = promisify(execFile)('git', ['-c', 'core.quotepath=off', ...args], { cwd, maxBuffer: MAX_LOG_BYTES })
  return run.then(
    ({ stdout }) => stdout,
    () => undefined,
  )
}
