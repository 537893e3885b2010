import { appendFile, chmod } from 'node:fs/promises'
import { join } from 'node:path'
import { parseEnvText } from '../config/env-text.ts'
import type { Environment } from '../config/environment.ts'
import { SECRET_VARIABLE } from '../config/parse-config.ts'
import { readFile } from './read-at-once.ts'
import { unwritable } from './unwritable.ts'

/** The variables of the `.env` in a folder; none where there is no such file. Throws what reading it throws otherwise. */
export async function readEnvFile(dir: string): Promise<Environment> {
  return parseEnvText(await readEnvText(dir))
}

/**
 * Makes sure that there is a secret to sign links with: where neither the environment nor `.env` has one, adds
 * BROADSHEET_SECRET to `.env`, which from then on only its owner can read. A set but empty one counts as none.
 * @throws BroadsheetError where `.env` cannot be written
 */
export async function keepSecret(
  dir: string,
  makeSecret: () => string,
  env: Environment = {},
): Promise<'made' | 'kept'> {
  const text = await readEnvText(dir)
  if (env[SECRET_VARIABLE] || parseEnvText(text)[SECRET_VARIABLE]) return 'kept'
  const file = join(dir, '.env')
  const lineEnd = text === '' || text.endsWith('\n') ? '' : '\n'
  try {
    // Appended, not replaced: `.env` may be a link to a file kept elsewhere.
    await appendFile(file, `${lineEnd}${SECRET_VARIABLE}=${makeSecret()}\n`, { mode: 0o600 })
    await chmod(file, 0o600)
  } catch (error) {
    throw unwritable(file, error)
  }
  return 'made'
}

async function readEnvText(dir: string): Promise<string> {
  try {
    return await readFile(join(dir, '.env'), 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}
