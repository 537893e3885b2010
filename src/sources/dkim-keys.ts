import { readFile } from 'node:fs/promises'
import type { Config, DkimConfig } from '../config/config.ts'
import { failure, type Problem } from '../config/problem.ts'
import { type DkimKey, parseDkimKey } from '../messages/dkim-key.ts'
import { shownPath } from './shown-path.ts'

/** The keys that mails are signed with, and a problem for each file that holds none. No problem shows what a file holds. */
export async function readDkimKeys({ dkim, dir }: Config): Promise<{ keys: DkimKey[]; problems: Problem[] }> {
  const read = await Promise.all(dkim.map((entry) => readKey(entry, shownPath(entry.keyFile, dir))))
  return {
    keys: read.flatMap((one) => ('key' in one ? [one.key] : [])),
    problems: read.flatMap((one) => ('problem' in one ? [one.problem] : [])),
  }
}

async function readKey(entry: DkimConfig, file: string): Promise<{ key: DkimKey } | { problem: Problem }> {
  const { domain, selector, keyFile } = entry
  try {
    const parsed = parseDkimKey(await readFile(keyFile, 'latin1'))
    if (!('fault' in parsed)) return { key: { domain, selector, ...parsed } }
    const hint = "Make a new key as Broadsheet's docs/dkim.md shows, or name the right file as key in [[dkim]]."
    return { problem: failure('dkim.key', `The file ${parsed.fault}.`, { file, hint }) }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === undefined) throw error
    return { problem: describeUnreadable(file, code) }
  }
}

function describeUnreadable(file: string, code: string): Problem {
  const message =
    code === 'ENOENT' ? 'There is no such file, and [[dkim]] names it.' : `The key cannot be read (${code}).`
  const hint =
    code === 'ENOENT'
      ? "Make a key as Broadsheet's docs/dkim.md shows, or name the right file as key in [[dkim]]."
      : 'Make it a file that the user who runs Broadsheet may read.'
  return failure('dkim.unreadable', message, { file, hint })
}
