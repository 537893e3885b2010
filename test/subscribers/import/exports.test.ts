import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { formatProblem } from '../../../src/config/problem.ts'
import { consentsElsewhere } from '../../../src/subscribers/import/consent-origin.ts'
import { readWhole } from './read-whole.ts'

/** Lists with the headings of each product: exports/SOURCES.md says where those come from. */
const DIR = join(import.meta.dirname, 'exports')

/** Address, status, and what the record says of the time before the import. */
const RIGHT: Record<string, string[]> = {
  'mailchimp-subscribed.csv': [
    'ana active | subscribed 2021-03-04T10:00:00Z with address | confirmed 2021-03-04T10:02:11Z with address',
    'bo active | confirmed 2019-06-01T08:00:00Z',
    'shop: Never confirmed',
  ],
  'mailchimp-unsubscribed.csv': [
    'left unsubscribed | subscribed 2020-03-04T10:00:00Z with address | confirmed 2020-03-04T10:02:11Z with address',
  ],
  'mailchimp-cleaned.csv': ['gone bounced | subscribed 2018-02-05T19:28:23Z | confirmed 2018-02-05T19:28:23Z'],
  'substack-email-list.csv': [
    'free active | subscribed 2024-01-15T10:00:00Z',
    'paid active | subscribed 2024-02-01T10:00:00Z',
    'off unsubscribed | subscribed 2023-02-01T10:00:00Z',
    'paysbutoff unsubscribed | subscribed 2023-02-01T10:00:00Z',
  ],
  'ghost-members.csv': [
    'ana active | subscribed 2024-03-01T09:30:00Z',
    'paid active | subscribed 2024-03-01T09:30:00Z',
    'off unsubscribed | subscribed 2024-03-01T09:30:00Z',
    'gone unsubscribed | subscribed 2024-03-01T09:30:00Z',
  ],
  'kit-subscribers.csv': [
    'alice active | subscribed 2023-01-27T11:43:55Z',
    'pending unsubscribed | subscribed 2023-02-03T11:43:55Z',
    'cancelled unsubscribed | subscribed 2023-02-03T11:43:55Z',
    'bounced bounced | subscribed 2023-02-03T11:43:55Z',
    'complained complaint | subscribed 2023-02-03T11:43:55Z',
  ],
  'kit-all-subscribers.csv': [
    'alice active | subscribed 2023-01-27T11:43:55Z',
    'unconfirmed: Never confirmed',
    'cancelled unsubscribed | subscribed 2023-01-27T11:43:55Z',
    'cold active | subscribed 2023-01-27T11:43:55Z',
    'bounced bounced | subscribed 2023-01-27T11:43:55Z',
    'complained complaint | subscribed 2023-01-27T11:43:55Z',
  ],
  'buttondown-subscribers.csv': [
    'ana active | subscribed 2023-05-01T10:11:12.123Z with address',
    'paid active | subscribed 2023-05-01T10:11:12.123Z',
    'new: Never confirmed',
    'left unsubscribed | subscribed 2023-05-01T10:11:12.123Z with address',
    'dead bounced | subscribed 2023-05-01T10:11:12.123Z',
    'angry complaint | subscribed 2023-05-01T10:11:12.123Z',
    'out unsubscribed | subscribed 2023-05-01T10:11:12.123Z',
    'spam operator | subscribed 2023-05-01T10:11:12.123Z',
  ],
  'listmonk-subscribers.csv': [
    'ana active | subscribed 2022-05-17T10:11:12.123Z',
    'off unsubscribed | subscribed 2022-05-17T08:11:12.123Z',
    'blocked operator | subscribed 2022-05-17T10:11:12.123Z',
  ],
  'mailerlite-subscribers.csv': [
    'ana active | subscribed 2021-08-31T14:22:08Z with address | confirmed 2021-08-31T14:25:00Z with address',
    'single active | subscribed 2021-08-31T14:22:08Z',
    'left unsubscribed | subscribed 2021-08-31T14:22:08Z with address',
    'new: Never confirmed',
    'dead bounced | subscribed 2021-08-31T14:22:08Z',
    'junk complaint | subscribed 2021-08-31T14:22:08Z',
  ],
  'beehiiv-members.csv': [
    'ana active | subscribed 2023-03-24T10:23:10Z',
    'paid active | subscribed 2023-04-11T14:02:46Z',
    'off unsubscribed | subscribed 2023-03-24T10:36:48Z',
    'left unsubscribed | subscribed 2023-04-11T14:02:46Z',
    'new: Never confirmed',
  ],
}

test('there is a right reading of each list', () => {
  const files = readdirSync(DIR).filter((name) => name.endsWith('.csv'))
  expect(files.toSorted()).toEqual(Object.keys(RIGHT).toSorted())
  const sources = readFileSync(join(DIR, 'SOURCES.md'), 'utf8')
  for (const name of files) expect(sources).toContain(name.startsWith('mailchimp') ? 'mailchimp-*.csv' : name)
})

test.each(Object.entries(RIGHT))('%s', async (name, right) => {
  const text = readFileSync(join(DIR, name), 'utf8')
  const { found, refused, problems } = await readWhole(text, {}, name)
  expect(problems.map(formatProblem)).toEqual([])
  const read = found.map((row) => {
    const before = consentsElsewhere(row, `import ${name}`).map(
      ({ action, at, source }) => `${action} ${at}${source.includes('network address') ? ' with address' : ''}`,
    )
    return {
      line: row.line,
      text: [`${row.address.split('@')[0]} ${row.suppression?.reason ?? row.status}`, ...before].join(' | '),
    }
  })
  const left = refused.map(({ line, address, reason }) => ({
    line,
    text: `${address.split('@')[0]}: ${reason.split(' at ')[0]}`,
  }))
  const all = [...read, ...left].sort((a, b) => a.line - b.line)
  expect(all.map((one) => one.text)).toEqual(right)
  // The network address itself is nowhere.
  expect(JSON.stringify(found)).not.toMatch(/192\.0\.2|198\.51/)
})
