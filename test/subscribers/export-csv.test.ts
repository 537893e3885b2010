import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { type ExportRow, writeSubscribersCsv } from '../../src/subscribers/export-csv.ts'
import { readWhole } from './import/read-whole.ts'

const createdAt = Temporal.Instant.from('2026-01-31T09:00:00Z')
const subscription = {
  newsletter: 'weekly',
  cadence: 'default',
  topics: ['bread', 'maps'],
  state: 'active' as const,
  stateAt: createdAt,
  since: createdAt,
  consents: [{ action: 'subscribed' as const, at: createdAt, source: 'cli: by | mail' }],
}
const suppression = { reason: 'complaint' as const, at: createdAt, note: 'by mail' }

test('one row a subscription, and no cell that a spreadsheet would run', () => {
  const rows: ExportRow[] = [
    { address: 'ana@a.example', name: 'Núñez, "Ana"', createdAt, subscription },
    { address: '+eve@a.example', name: '=HYPERLINK("https://evil.example")', createdAt, subscription, suppression },
    { address: 'bob@a.example', suppression: { reason: 'bounced', at: createdAt } },
  ]
  const at = '2026-01-31T09:00:00Z'
  expect(writeSubscribersCsv(rows)).toBe(
    `email,name,status,created,newsletter,cadence,topics,since,state,state_at,suppression,suppressed_at,suppression_note,consents
ana@a.example,"Núñez, ""Ana""",active,${at},weekly,default,"bread, maps",${at},active,${at},,,,subscribed ${at} cli: by / mail
'+eve@a.example,"'=HYPERLINK(""https://evil.example"")",suppressed,${at},weekly,default,"bread, maps",${at},active,${at},complaint,${at},by mail,subscribed ${at} cli: by / mail
bob@a.example,,suppressed,,,,,,,,bounced,${at},,
`,
  )
})

test('our own import reads it back the same', async () => {
  const rows: ExportRow[] = [
    { address: '+eve@a.example', name: '=Eve', createdAt, subscription, suppression },
    { address: 'bob@a.example', suppression: { reason: 'bounced', at: createdAt } },
  ]
  const { found, problems, unused } = await readWhole(writeSubscribersCsv(rows))
  expect({ problems, unused }).toEqual({ problems: [], unused: [] })
  expect(JSON.parse(JSON.stringify(found))).toMatchObject([
    {
      address: '+eve@a.example',
      name: '=Eve',
      status: 'suppressed',
      newsletter: 'weekly',
      cadence: 'default',
      topics: ['bread', 'maps'],
      suppression: { reason: 'complaint', note: 'by mail' },
      kept: { state: 'active', consents: [{ action: 'subscribed', source: 'cli: by / mail' }] },
    },
    { address: 'bob@a.example', status: 'suppressed', suppression: { reason: 'bounced' } },
  ])
})
