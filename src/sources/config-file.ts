import { basename, dirname, resolve } from 'node:path'
import type { Config } from '../config/config.ts'
import type { Environment } from '../config/environment.ts'
import { parseConfig } from '../config/parse-config.ts'
import { BroadsheetError, failure, type Problem } from '../config/problem.ts'
import { readEnvFile } from './env-file.ts'
import { readFile } from './read-at-once.ts'

/** broadsheet.toml's text, and what `.env` sets. */
export interface ConfigFiles {
  toml: string
  dotEnv: Environment
}

/** @throws BroadsheetError where one cannot be read */
export async function readConfigFiles(file: string): Promise<ConfigFiles> {
  const path = resolve(file)
  try {
    return { toml: (await readFile(path, 'utf8')).replace(/^\uFEFF/, ''), dotEnv: await readEnvFile(dirname(path)) }
  } catch (error) {
    const { code, path: unreadable = path } = error as NodeJS.ErrnoException
    if (code === undefined) throw error
    throw new BroadsheetError(describeUnreadable(unreadable, code))
  }
}

/** The same files → Config, or every problem of them. */
export function configOf(
  file: string,
  { toml, dotEnv }: ConfigFiles,
  env: Environment,
  isCron: (text: string) => boolean,
): { config?: Config; problems: Problem[] } {
  return parseConfig(toml, resolve(file), { ...dotEnv, ...set(env) }, isCron)
}

/**
 * Reads broadsheet.toml and the `.env` beside it; where both `.env` and the process have a variable, the process wins.
 * Whatever is wrong comes back as problems, all at once; `config` is there when nothing is.
 */
export async function readConfig(
  file: string,
  env: Environment,
  isCron: (text: string) => boolean,
): Promise<{ config?: Config; problems: Problem[] }> {
  try {
    return configOf(file, await readConfigFiles(file), env, isCron)
  } catch (error) {
    if (error instanceof BroadsheetError) return { problems: error.problems }
    throw error
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
