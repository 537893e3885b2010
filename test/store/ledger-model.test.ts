import { openStore } from '../../src/store/open-store.ts'
import { ledgerModelContract } from '../contract/store/ledger-model.ts'
import { at, idsInTurn } from '../contract/store/store-world.ts'
import { aFolder } from '../sources/a-folder.ts'

ledgerModelContract(() => openStore({ url: `sqlite:${aFolder({})}/model.db`, now: at(0), newId: idsInTurn() }), 25)
