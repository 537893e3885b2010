import { cpSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { ChaosDatabase } from './database.ts'
import { type Ask, ledgerReader } from './ledger-queries.ts'
import { SmallDisk } from './small-disk.ts'

/** A file below `dir`, on a disk that can be filled where this user can mount one. `keep`: it stays there. */
export function sqliteDatabase(dir: string, { keep }: { keep: boolean }): ChaosDatabase {
  const disk = SmallDisk.mount(join(dir, 'disk'))
  const file = join(disk?.dir ?? dir, 'broadsheet.db')
  let opened: Database.Database | undefined
  const ask: Ask = async <Row>(sql: string) => {
    // The product makes the file.
    opened ??= new Database(file, { readonly: true, timeout: 10_000 })
    return opened.prepare(sql).all() as Row[]
  }
  return {
    url: `sqlite:${file}`,
    ledger: ledgerReader(ask),
    disk,
    close: async () => {
      opened?.close()
      if (disk && keep) cpSync(disk.dir, join(dir, 'database'), { recursive: true })
      disk?.unmount()
    },
  }
}
