import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import { onTestFinished } from 'vitest'
import { exportSubscribers } from '../../../src/actions/subscribers/export-subscribers.ts'
import {
  type ImportRequest,
  type ImportSubscribersPorts,
  type ImportWatch,
  importSubscribers,
} from '../../../src/actions/subscribers/import-subscribers.ts'
import type { Config } from '../../../src/config/config.ts'
import { openStore, type Store } from '../../../src/store/open-store.ts'
import { keepRowNotes } from '../../../src/store/sqlite/row-notes.ts'
import { newHandle } from '../../../src/subscribers/token.ts'

const START = Temporal.Instant.from('2026-01-31T09:00:00Z')
/** To the millisecond, as a clock gives it. */
export const at = (minutes: number) => START.add({ minutes, milliseconds: minutes * 217 })
const config = {
  site: { language: 'en' },
  newsletters: [
    { id: 'weekly', schedules: {} },
    { id: 'daily', schedules: { morning: '0 8 * * *', evening: '0 20 * * *' } },
  ],
} as unknown as Config

export async function emptyStore(): Promise<Store> {
  const dir = mkdtempSync(join(tmpdir(), 'broadsheet-'))
  const store = await openStore({ url: `sqlite:${join(dir, 'b.db')}`, now: START, newId: () => newHandle(randomBytes) })
  onTestFinished(async () => {
    await store.close()
    rmSync(dir, { recursive: true })
  })
  return store
}

export async function exported({ subscribers }: Store): Promise<string> {
  let csv = ''
  for await (const piece of exportSubscribers({ subscribers }, {})) csv += piece
  return csv
}

export async function imported(
  { subscribers }: Store,
  csv: string,
  request: Partial<ImportRequest> = {},
  watch: ImportWatch = {},
  openReport: ImportSubscribersPorts['openReport'] = () => Promise.reject(new Error('no report was asked for')),
) {
  const openBytes = async () => ({
    size: Buffer.byteLength(csv),
    async *open() {
      for (let at = 0; at < csv.length; at += 64 * 1024) yield Buffer.from(csv.slice(at, at + 64 * 1024))
    },
  })
  const ports = { config, subscribers, openBytes, keepRowNotes, openReport, clock: () => at(9999) }
  const report = await importSubscribers(ports, { file: 'list.csv', ...request }, watch)
  return report as NonNullable<typeof report>
}
