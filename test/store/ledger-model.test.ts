import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { openStore } from '../../src/store/open-store.ts'
import { ledgerModelContract } from '../contract/store/ledger-model.ts'
import { at } from '../contract/store/store-world.ts'

const dirs: string[] = []
afterAll(() => Promise.all(dirs.map((dir) => rm(dir, { recursive: true, force: true }))))

ledgerModelContract(async () => {
  const dir = await mkdtemp(join(tmpdir(), 'broadsheet-'))
  dirs.push(dir)
  let id = 0
  return openStore({ url: `sqlite:${dir}/model.db`, now: at(0), newId: () => `${id++}`.padStart(16, 'A') })
}, 25)
