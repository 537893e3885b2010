import { readFileSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { describeEditions } from '../../bench/editions/describe.ts'
import { editionsOptions } from '../../bench/editions/options.ts'
import { makeEditionsPublication } from '../../bench/editions/publication.ts'
import { randomMails } from '../../bench/editions/random-mails.ts'
import { TEMPLATES } from '../editions/sample-mail.ts'

test('options: a list of 100,000 by default, a sentence for what is wrong', () => {
  const defaults = { subscribers: 100_000, posts: 20, topics: 12, mails: 2_000, postgres: false, json: false }
  expect(editionsOptions([])).toEqual(defaults)
  expect(editionsOptions(['--posts', '10', '--postgres'])).toEqual({ ...defaults, posts: 10, postgres: true })
  expect(editionsOptions(['--topics', 'many'])).toBe('--topics takes a whole number from 1 on, not "many".')
  expect(editionsOptions(['--posts', '51'])).toBe('--posts takes 50 at most, as an edition does.')
  expect(editionsOptions(['--list'])).toContain("Unknown option '--list'")
})

test('readers have chosen topics, a cadence and a language, each time the same', async () => {
  const shape = { subscribers: 50, posts: 3, topics: 4, database: 'sqlite:broadsheet.db' }
  const [one, other] = [await makeEditionsPublication(shape), await makeEditionsPublication(shape)]
  onTestFinished(() => Promise.all([one.remove(), other.remove()]).then(() => {}))
  const list = readFileSync(one.listFile, 'utf8')
  expect(list.split('\n')).toHaveLength(52)
  expect(list).toMatch(/^reader-\d+@bench\.example,weekly,(daily|weekly),"topic-\d(, topic-\d)*",[\w-]+,active,,$/m)
  expect(readFileSync(other.listFile, 'utf8')).toBe(list)
})

test('mails are made and measured', async () => {
  const { count, alone, first, next } = await randomMails(TEMPLATES, 4, 20)
  expect([count, alone > 0, first > 0, next > 0]).toEqual([20, true, true, true])
})

test('what a person reads', () => {
  const text = describeEditions({
    schema: 1,
    bench: 'editions',
    machine: { cpu: 'EPYC', cores: 2, memory: 24, system: 'Linux 6', node: 'v20.20.2', loadAverage: 0.1 },
    subscribers: 100_000,
    posts: 20,
    topics: 12,
    mails: { count: 2_000, alone: 40, first: 5, next: 2 },
    plans: [
      { database: 'SQLite', cadence: 'daily', recipients: 50_000, variants: 4_095, seconds: 12.34, peakMemory: 412.4 },
    ],
  })
  expect(text).toMatch(/in a series, the next ones\s+2\.00\s+500/)
  expect(text).toContain('20.0 times as fast as alone')
  expect(text).toMatch(/daily, on SQLite\s+50,000\s+4,095\s+12\.3\s+–\s+412 MiB/)
})
