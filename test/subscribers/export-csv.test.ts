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
    {
      address: '+eve@a.example',
      name: '=HYPERLINK("https://evil.example")',
      createdAt,
      language: 'zh-Hant',
      ownHour: { hour: 7, timezone: 'Asia/Taipei' },
      subscription,
      suppression,
    },
    { address: 'bob@a.example', suppression: { reason: 'bounced', at: createdAt } },
  ]
  const at = '2026-01-31T09:00:00Z'
  expect(writeSubscribersCsv(rows)).toBe(
    `email,name,status,created,language,newsletter,cadence,topics,since,state,state_at,paused_until,feed_since,suppression,suppressed_at,suppression_note,suppression_record,consents,own_hour,timezone
ana@a.example,"Núñez, ""Ana""",active,${at},,weekly,default,"bread, maps",${at},active,${at},,,,,,,subscribed ${at} cli: by / mail,,
'+eve@a.example,"'=HYPERLINK(""https://evil.example"")",suppressed,${at},zh-Hant,weekly,default,"bread, maps",${at},active,${at},,,complaint,${at},by mail,,subscribed ${at} cli: by / mail,7,Asia/Taipei
bob@a.example,,suppressed,,,,,,,,,,,bounced,${at},,,,,
`,
  )
})

test('our own import reads it back the same', async () => {
  const rows: ExportRow[] = [
    {
      ...{ address: '+eve@a.example', name: '=Eve', createdAt, subscription, suppression },
      ownHour: { hour: 7, timezone: 'Asia/Taipei' },
    },
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
      ownHour: { hour: 7, timezone: 'Asia/Taipei' },
      kept: { state: 'active', consents: [{ action: 'subscribed', source: 'cli: by / mail' }] },
    },
    { address: 'bob@a.example', status: 'suppressed', suppression: { reason: 'bounced' } },
  ])
})

test('a pause and what proves a consent come back, too', async () => {
  const pausedUntil = createdAt.add({ hours: 24 * 30 })
  const form = 'https://a.example/thanks?a=1|2'
  const evidence = { form, wording: 1, language: 'zh-Hant', network: 'hmac:q7V2' }
  const consents = [
    { action: 'subscribed' as const, at: createdAt, source: 'form', evidence },
    { action: 'paused' as const, at: createdAt, source: 'link' },
    { action: 'subscribed' as const, at: createdAt, source: 'cli: they said {"yes"}' },
  ]
  const paused = { ...subscription, state: 'paused' as const, pausedUntil, consents }
  const { found } = await readWhole(
    writeSubscribersCsv([{ address: 'mei@a.example', createdAt, subscription: paused }]),
  )
  expect(found).toMatchObject([{ status: 'active', kept: { state: 'paused' } }])
  expect(JSON.parse(JSON.stringify(found))).toMatchObject([
    { kept: { pausedUntil: '2026-03-02T09:00:00Z', consents: JSON.parse(JSON.stringify(consents)) } },
  ])
})
