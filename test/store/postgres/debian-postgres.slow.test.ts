import { afterAll, beforeAll, describe } from 'vitest'
import { DebianPostgres, findPostgres } from '../../../bench/debian-postgres.ts'
import { handOutContract } from '../../contract/store/hand-out.ts'
import { ledgerModelContract } from '../../contract/store/ledger-model.ts'
import { storeContract } from '../../contract/store/store-contract.ts'
import { freshSchema, newServerDatabase, storesOn } from './server-database.ts'

describe.skipIf(!findPostgres())('on a server (skipped where PostgreSQL is not installed)', () => {
  let server: DebianPostgres
  beforeAll(async () => {
    server = await DebianPostgres.start()
  })
  afterAll(() => server.stop())

  storeContract('PostgreSQL', () => newServerDatabase(server))
  describe('lives of an edition', () => ledgerModelContract(async () => storesOn(await freshSchema(server))(), 10))
  describe('handing out', () => handOutContract(() => newServerDatabase(server)))
})
