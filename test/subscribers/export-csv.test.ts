import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { parseAddress } from '../../src/subscribers/address.ts'
import { type ExportRow, writeSubscribersCsv } from '../../src/subscribers/export-csv.ts'
import { readSubscribersCsv } from '../../src/subscribers/import-csv.ts'
import { IMPORT_STATUSES } from '../../src/subscribers/import-status.ts'
import { cleanName } from '../../src/subscribers/person-name.ts'

const createdAt = Temporal.Instant.from('2026-01-31T09:00:00Z')

test('one row each, and no cell that a spreadsheet would run', () => {
  const rows: ExportRow[] = [
    { address: 'ana@a.example', name: 'Núñez, "Ana"', status: 'active', createdAt },
    { address: '+eve@a.example', name: '=HYPERLINK("https://evil.example")', status: 'unsubscribed' },
    { address: 'bob@a.example', name: "'@home", status: 'pending' },
  ]
  expect(writeSubscribersCsv(rows)).toBe(
    `email,name,status,created
ana@a.example,"Núñez, ""Ana""",active,2026-01-31T09:00:00Z
'+eve@a.example,"'=HYPERLINK(""https://evil.example"")",unsubscribed,
bob@a.example,''@home,pending,
`,
  )
})

test('our own import reads it back the same', () => {
  const names = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom('=', "'", '+', '@', '"', ',', '燈', ' ') }),
  )
  const rows = fc.uniqueArray(
    fc.record({
      address: fc.emailAddress().filter((text) => !('code' in parseAddress(text))),
      name: names.map((text) => cleanName(text)),
      status: fc.constantFrom(...IMPORT_STATUSES),
      createdAt: fc.constantFrom(undefined, createdAt),
    }),
    { selector: ({ address }) => address.toLowerCase(), minLength: 1 },
  )
  fc.assert(
    fc.property(rows, (written) => {
      const { rows: read, problems } = readSubscribersCsv(writeSubscribersCsv(written))
      expect(problems).toEqual([])
      const back = read.map(({ address, name, status, createdAt }) => ({ address, name, status, createdAt }))
      expect(back.map(asJson)).toEqual(written.map(asJson))
    }),
  )
})

/** Instants compare by what they say. */
function asJson(row: ExportRow): unknown {
  return JSON.parse(JSON.stringify(row))
}
