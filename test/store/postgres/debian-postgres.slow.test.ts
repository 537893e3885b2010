import { afterAll, beforeAll, describe } from 'vitest'
import { DebianPostgres, findPostgres } from '../../../bench/debian-postgres.ts'
import { handOutContract } from '../../contract/store/hand-out.ts'
import { storeContract } from '../../contract/store/store-contract.ts'
import { newServerDatabase } from './server-database.ts'

describe.skipIf(!findPostgres())('on a server (skipped where PostgreSQL is not installed)', () => {
  let server: DebianPostgres
  beforeAll(async () => {
    server = await DebianPostgres.start()
  })
  afterAll(() => server.stop())

  storeContract('PostgreSQL', () => newServerDatabase(server))
  describe('handing out', () => handOutContract(() => newServerDatabase(server)))
})
