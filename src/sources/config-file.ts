import { readFile } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import type { Config } from '../config/config.ts'
import type { Environment } from '../config/environment.ts'
import { parseConfig } from '../config/parse-config.ts'
import { failure, type Problem } from '../config/problem.ts'
import { readEnvFile } from './env-file.ts'

/**
 * Reads broadsheet.toml and the `.env` beside it; where both `.env` and the process have a variable, the process wins.
 * Whatever is wrong comes back as problems, all at once; `config` is there when nothing is.
 */
export async function readConfig(
  file: string,
  env: Environment,
  isCron: (text: string) => boolean,
): Promise<{ config?: Config; problems: Problem[] }> {
  const path = resolve(file)
  try {
    const text = await readFile(path, 'utf8')
    return parseConfig(
      text.replace(/^\uFEFF/, ''),
      path,
      { ...(await readEnvFile(dirname(path))), ...set(env) },
      isCron,
    )
  } catch (error) {
    const { code, path: unreadable = path } = error as NodeJS.ErrnoException
    if (code === undefined) throw error
    return { problems: [describeUnreadable(unreadable, code)] }
  }
}

/** A spread copies undefined as well, and would hide what `.env` says. */
function set(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined))
}

function describeUnreadable(file: string, code: string): Problem {
  if (code === 'ENOENT') {
    const hint = "Run `broadsheet init` in the site's folder, or name the file with --config."
    return failure('config.unreadable', 'There is no such file.', { file, hint })
  }
  const hint = 'Make it a file that this user may read.'
  return failure('config.unreadable', `${basename(file)} cannot be read (${code}).`, { file, hint })
}
