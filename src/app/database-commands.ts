import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { backUpDatabase } from '../actions/database/back-up-database.ts'
import { checkDatabase } from '../actions/database/check-database.ts'
import { restoreDatabase } from '../actions/database/restore-database.ts'
import type { DatabaseActions } from '../cli/cli.ts'
import type { Config } from '../config/config.ts'
import { numbersFile } from '../store/given-numbers.ts'
import * as backups from '../store/sqlite/back-up-database.ts'
import { inspectDatabase } from '../store/sqlite/inspect-database.ts'
import * as restores from '../store/sqlite/restore-database.ts'
import { clock, picturesDir } from './publication-ports.ts'

/** What is done with the database's file, which is not opened as a publication's store for it. */
export function databaseActions(config: Config): DatabaseActions {
  const database = config.database.url.slice('sqlite:'.length)
  const keepWithIt = [
    numbersFile(config.database.url),
    picturesDir(config),
    join(dirname(config.file), '.env'),
    ...config.dkim.map(({ keyFile }) => keyFile),
  ].filter((path) => existsSync(path))
  return {
    check: () => checkDatabase({ inspect: async () => inspectDatabase(database) }),
    backUp: (file) =>
      backUpDatabase(
        { database, keepWithIt, backUp: (target) => backups.backUpDatabase(database, target) },
        resolve(file),
      ),
    restore: (file) =>
      restoreDatabase(
        { database, restore: (backup, now) => restores.restoreDatabase(database, backup, now), clock },
        resolve(file),
      ),
  }
}
