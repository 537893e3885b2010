import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { backUpDatabase } from '../actions/database/back-up-database.ts'
import { checkDatabase } from '../actions/database/check-database.ts'
import { copyDatabase } from '../actions/database/copy-database.ts'
import { restoreDatabase } from '../actions/database/restore-database.ts'
import { schemaOf, serverBackup, serverRestore } from '../actions/database/server-backup.ts'
import type { DatabaseActions } from '../cli/cli.ts'
import type { Config } from '../config/config.ts'
import { databaseUrl, shownDatabase, sqliteFile } from '../config/database-url.ts'
import { BroadsheetError, failure } from '../config/problem.ts'
import { copyPublication } from '../store/copy/copy-publication.ts'
import { numbersFile } from '../store/given-numbers.ts'
import { inspectPostgres } from '../store/postgres/inspect-database.ts'
import * as backups from '../store/sqlite/back-up-database.ts'
import { inspectDatabase } from '../store/sqlite/inspect-database.ts'
import * as restores from '../store/sqlite/restore-database.ts'
import { clock } from './clock.ts'
import { picturesDir } from './publication-ports.ts'
import { isSurelyGone } from './running-process.ts'

/** What is done with the database, which is not opened as a publication's store for it. */
export function databaseActions(config: Config): DatabaseActions {
  const file = sqliteFile(config.database.url)
  return {
    ...(file === undefined ? onServer(config) : inFile(config, file)),
    copy: (to, onPage) =>
      copyDatabase(
        {
          dataDir: config.database.dataDir,
          copy: (written) =>
            copyPublication({
              source: config.database.url,
              target: targetOf(written, config.dir),
              numbersDir: config.database.dataDir,
              now: clock(),
              isGone: isSurelyGone,
              onPage,
            }),
        },
        to,
      ),
  }
}

type OfOneKind = Omit<DatabaseActions, 'copy'>

function inFile(config: Config, database: string): OfOneKind {
  return {
    check: () => checkDatabase({ inspect: async () => inspectDatabase(database) }),
    backUp: (file) =>
      backUpDatabase(
        {
          database,
          keepWithIt: keptWithIt(config),
          backUp: (target) => backups.backUpDatabase(database, target),
        },
        resolve(file),
      ),
    restore: (file) =>
      restoreDatabase(
        { database, restore: (backup, now) => restores.restoreDatabase(database, backup, now), clock },
        resolve(file),
      ),
  }
}

function onServer(config: Config): OfOneKind {
  const { url } = config.database
  const server = { shownUrl: shownDatabase(url), schema: schemaOf(url), keepWithIt: keptWithIt(config) }
  return {
    check: () => checkDatabase({ inspect: () => inspectPostgres(url) }),
    backUp: async (file) => {
      throw serverBackup(server, resolve(file))
    },
    restore: async (file) => {
      throw serverRestore(server, resolve(file))
    },
  }
}

/** What a publication needs besides its database. */
function keptWithIt(config: Config): string[] {
  const { url, dataDir } = config.database
  return [
    numbersFile(url, dataDir),
    picturesDir(config),
    join(dirname(config.file), '.env'),
    ...config.dkim.map(({ keyFile }) => keyFile),
  ].filter((path) => existsSync(path))
}

function targetOf(written: string, dir: string): string {
  const url = databaseUrl(written, dir)
  if (url !== undefined) return url
  const hint = 'Write it as in database.url: sqlite:data/broadsheet.db, or postgres://USER@HOST/DATABASE.'
  throw new BroadsheetError(failure('store.url', '--to names no database.', { hint }), 2)
}
