import { POSTGRES } from '../../../src/store/postgres/engine.ts'

/** The contract says what time it is. */
export const ITS_OWN_TIME = { ...POSTGRES, now: async (_db: unknown, time: number) => time }
