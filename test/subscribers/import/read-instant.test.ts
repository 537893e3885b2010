import { expect, test } from 'vitest'
import { dayOrderOf, readInstant } from '../../../src/subscribers/import/read-instant.ts'
import { readWhole } from './read-whole.ts'

test.each([
  ['2022-05-17', '2022-05-17T00:00:00Z'],
  ['2022-05-17T10:11:12Z', '2022-05-17T10:11:12Z'],
  ['2022-05-17T10:11:12.123456+02:00', '2022-05-17T08:11:12Z'],
  ['2023-03-24 10:23:10 UTC', '2023-03-24T10:23:10Z'],
  ['2018-02-05 19:28:23', '2018-02-05T19:28:23Z'],
  ['2022-05-17 10:11:12.123456 +0000 UTC', '2022-05-17T10:11:12Z'],
  ['2022-05-17 10:11:12.123456 +0200 CEST', '2022-05-17T08:11:12Z'],
  ['2022-05-17 10:11:12.123456789 -0330 -0330 m=+0.012345', '2022-05-17T13:41:12Z'],
  ['Tue, 17 May 2022 10:11:12 +0200', '2022-05-17T08:11:12Z'],
  ['Tue May 17 2022 10:11:12 GMT+0200 (Central European Summer Time)', '2022-05-17T08:11:12Z'],
  ['Tue May 17 10:11:12 2022', '2022-05-17T10:11:12Z'],
  ['Tue May 17 10:11:12 UTC 2022', '2022-05-17T10:11:12Z'],
  ['May 17, 2022', '2022-05-17T00:00:00Z'],
  ['May 17, 2022, 10:11 am', '2022-05-17T10:11:00Z'],
  ['May 17, 2022 at 12:05 AM', '2022-05-17T00:05:00Z'],
  ['17 May 2022 22:11', '2022-05-17T22:11:00Z'],
  ['17.05.2022', '2022-05-17T00:00:00Z'],
  ['17.5.2022 10:11', '2022-05-17T10:11:00Z'],
  ['2022/05/17 10:11:12', '2022-05-17T10:11:12Z'],
  ['17/05/2022', '2022-05-17T00:00:00Z'],
  ['05/17/2022 1:05:06 PM', '2022-05-17T13:05:06Z'],
  ['20110122T111244', '2011-01-22T11:12:44Z'],
  ['1652782272', '2022-05-17T10:11:12Z'],
  ['1652782272123', '2022-05-17T10:11:12Z'],
])('%s', (text, expected) => {
  expect(readInstant(text)?.round({ smallestUnit: 'second', roundingMode: 'floor' }).toString()).toBe(expected)
})

test('to the millisecond', () => {
  for (const text of ['2018-08-27T15:06:27.713Z', '2018-08-27 15:06:27,713999 +0000 UTC', '1535382387713'])
    expect(readInstant(text)?.toString()).toBe('2018-08-27T15:06:27.713Z')
})

test.each(['', 'yesterday', '2022-02-30', '31/02/2022', '05/06/2022', '24:00', '12', '2022-05-17 25:00:00', '1.2'])(
  '%s is no time',
  (text) => {
    expect(readInstant(text)).toBeUndefined()
  },
)

test('one date of a column tells the order of them all; without one they are not guessed', async () => {
  expect(dayOrderOf('31/12/2022')).toBe('day-first')
  const created = async (...dates: string[]) => {
    const list = `email,created\n${dates.map((date, i) => `${i}@b.example,${date}`).join('\n')}\n`
    const { found, problems } = await readWhole(list)
    return [...found.map(({ createdAt }) => createdAt?.toString().slice(0, 10)), problems.length]
  }
  expect(await created('05/06/2022', '31/12/2022')).toEqual(['2022-06-05', '2022-12-31', 0])
  expect(await created('05/06/2022', '12/31/2022')).toEqual(['2022-05-06', '2022-12-31', 0])
  expect(await created('05/06/2022', '06/07/2022')).toEqual([undefined, undefined, 1])
})
