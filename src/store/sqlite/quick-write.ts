import { type DatabaseConnection, DummyDriver, Kysely } from 'kysely'
import { patiently } from '../busy.ts'
import type { QuickWrite } from '../engine.ts'
import { runDirectly } from '../prepared.ts'
import type { Tables } from '../tables.ts'
import type { Trx } from '../transaction.ts'
import type { SqliteFileDriver } from './driver.ts'
import type { SqliteFileDialect } from './open-file.ts'

/**
 * write() for the ledger's hot path: its prepared statements go straight to SQLite, the rare others through Kysely on the
 * same connection. A message costs the ledger half of what it does through Kysely's transactions.
 */
export function sqliteQuickWrite(dialect: SqliteFileDialect): QuickWrite {
  const { driver } = dialect
  const inTurn = new Kysely<Tables>({
    dialect: {
      createDriver: () => new InTurn(driver),
      createQueryCompiler: () => dialect.createQueryCompiler(),
      createAdapter: () => dialect.createAdapter(),
      createIntrospector: (db) => dialect.createIntrospector(db),
    },
  })
  // Whatever asks for a transaction gets one: work() runs between its begin and its commit.
  const trx = inTurn as unknown as Trx
  runDirectly(trx, (query) => driver.runNow(query))
  return (work) => patiently(() => driver.writeNow(() => work(trx)))
}

/** The connection that the transaction under way has already. */
class InTurn extends DummyDriver {
  readonly #driver: SqliteFileDriver

  constructor(driver: SqliteFileDriver) {
    super()
    this.#driver = driver
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    return this.#driver.turnUnderWay
  }

  override async beginTransaction(): Promise<void> {
    throw new Error('A transaction is under way already.')
  }
}
