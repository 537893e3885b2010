import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatProblem } from '../../src/config/problem.ts'
import { type ImportRow, readSubscribersCsv } from '../../src/subscribers/import-csv.ts'

/** `line address status name created`, so that a table can be checked by eye. */
const brief = ({ line, address, status, name, createdAt }: ImportRow) =>
  [line, address, status, name, createdAt?.toString()].filter((part) => part !== undefined).join(' ')

const read = (text: string) => {
  const { rows, problems, duplicates } = readSubscribersCsv(text, 'list.csv')
  return { rows: rows.map(brief), problems: problems.map(formatProblem), duplicates }
}

describe('columns', () => {
  test('by their names, in any case and order, whatever else there is', () => {
    const text = 'Phone,CREATED,Name,Status,E-Mail\n1,2026-01-31T09:00:00+08:00,Ana,Active,Ana@a.example\n'
    expect(read(text).rows).toEqual(['2 Ana@a.example active Ana 2026-01-31T01:00:00Z'])
  })

  test('`address` is the address, unless another column is', () => {
    expect(read('address\na@b.example').rows).toEqual(['2 a@b.example active'])
    expect(read('Address,Email Address\n1 Road,a@b.example').rows).toEqual(['2 a@b.example active'])
  })

  test.each([
    ['comma', 'email,name\na@b.example,"Doe; Jane"\n'],
    ['semicolon', 'email;name\na@b.example;"Doe; Jane"\n'],
    ['tab, a BOM and CRLF', '\ufeffemail\tname\r\na@b.example\tDoe; Jane\r\n'],
  ])('parted by %s', (_, text) => {
    expect(read(text)).toEqual({ rows: ['2 a@b.example active Doe; Jane'], problems: [], duplicates: 0 })
  })

  test('quotes hold line breaks and delimiters, and lines are counted all the same', () => {
    const text = '\nemail,name\n\na@b.example,"Jane\r\nDoe, ""JD"""\n\nc@d.example,"x" y\nwrong,\n'
    expect(read(text)).toEqual({
      rows: ['4 a@b.example active Jane Doe, "JD"', '7 c@d.example active "x" y'],
      problems: ['list.csv:8: The address has no @. Write it as name@example.com.'],
      duplicates: 0,
    })
  })

  test('a header without a column of addresses', () => {
    expect(read('Name,Phone\nAna,1\n')).toEqual({
      rows: [],
      problems: [
        'list.csv:1: No column holds addresses. Name the column "email", or give a plain list with one address a line.',
      ],
      duplicates: 0,
    })
  })
})

describe('rows', () => {
  test('status, in the words of many services', () => {
    const words = ['', 'subscribed', 'Unsubscribed', 'inactive', 'cleaned', 'blocklisted', 'pending', 'toString']
    const text = `email,status\n${words.map((word, i) => `${i}@b.example,${word}\n`).join('')}`
    expect(read(text)).toMatchObject({
      rows: [
        '2 0@b.example active',
        '3 1@b.example active',
        '4 2@b.example unsubscribed',
        '5 3@b.example unsubscribed',
        '6 4@b.example suppressed',
        '7 5@b.example suppressed',
      ],
      problems: [
        'list.csv:8: This subscriber never confirmed and was left out.',
        'list.csv:9: The status is none that Broadsheet knows; the row was left out. Write active, unsubscribed or suppressed.',
      ],
    })
  })

  test('an address that stands twice is one subscriber, who has left if any row says so', () => {
    const text = 'email,status\nA@b.example,active\na@B.example,unsubscribed\na@b.example,active\n'
    expect(read(text)).toEqual({ rows: ['2 A@b.example unsubscribed'], problems: [], duplicates: 2 })
  })

  test('a date that is none costs the date, not the subscriber', () => {
    const text = 'email,created\na@b.example,2026-02-30\nc@d.example,yesterday\ne@f.example,2026-01-31\n'
    expect(read(text)).toEqual({
      rows: ['2 a@b.example active', '3 c@d.example active', '4 e@f.example active 2026-01-31T00:00:00Z'],
      problems: [2, 3].map(
        (line) =>
          `list.csv:${line}: The date of subscribing is not a date. Write it as 2026-01-31 or 2026-01-31T09:00:00Z.`,
      ),
      duplicates: 0,
    })
  })

  test('a quote that is never closed is told with the line where it opens', () => {
    const { rows, problems } = read('email,name\na@b.example,Ana\nc@d.example,"Bob\ne@f.example,Eve\n')
    expect(rows).toEqual(['2 a@b.example active Ana'])
    expect(problems).toEqual([expect.stringMatching(/^list\.csv:3: A quote opens here and is never closed/)])
  })
})

describe('plain lists', () => {
  test('one address a line', () => {
    const text = 'a@b.example\n\nMei <c@d.example>\n"Doe, Jane" <e@f.example>\nnone\n'
    expect(read(text)).toEqual({
      rows: ['1 a@b.example active', '3 c@d.example active Mei', '4 e@f.example active Doe, Jane'],
      problems: ['list.csv:5: The address has no @. Write it as name@example.com.'],
      duplicates: 0,
    })
  })

  test('several on a line', () => {
    expect(read('a@b.example, c@d.example;\n').rows).toEqual(['1 a@b.example active'])
    expect(read('a@b.example; c@d.example\n').rows).toEqual(['1 a@b.example active', '1 c@d.example active'])
  })

  test('nothing at all', () => {
    expect(read(' \n').problems).toEqual(['list.csv: There are no rows in the list.'])
  })
})

test('garbage gives problems, never an exception', () => {
  const pieces = fc.constantFrom(
    'email',
    'name',
    'status',
    'a@b.example',
    ',',
    ';',
    '\t',
    '"',
    '""',
    '\n',
    '\r',
    '\ufeff',
    '\0',
    'x',
  )
  const garbage = fc.oneof(fc.string({ unit: pieces }), fc.string({ unit: 'binary', maxLength: 200 }))
  fc.assert(
    fc.property(garbage, (text) => {
      const { rows, problems } = readSubscribersCsv(text)
      expect(rows.length + problems.length).toBeGreaterThanOrEqual(text.trim() === '' ? 1 : 0)
      for (const row of rows) expect(row.line).toBeLessThanOrEqual(text.split(/\r\n|\r|\n/).length)
    }),
  )
})

const exportsDir = resolve(process.env.BROADSHEET_CORPORA ?? '../shared/corpora', 'subscribers')
const readExport = (name: string) => read(readFileSync(resolve(exportsDir, name), 'utf8'))

describe.skipIf(!existsSync(exportsDir))('exports of other services (skipped without the corpora)', () => {
  test('Mailchimp: a file for each status, told by their columns', () => {
    const subscribed = readExport('mailchimp/subscribed.csv')
    expect(subscribed).toMatchObject({ problems: [], duplicates: 0 })
    expect(subscribed.rows).toHaveLength(5)
    expect(subscribed.rows[0]).toBe('2 s1@example.com active 2023-04-21T11:16:57Z')
    expect(subscribed.rows[4]).toBe('6 s5@example.com active Dolor Simet 2018-02-05T19:28:22Z')
    expect(readExport('mailchimp/unsubscribed.csv').rows[1]).toBe(
      '3 u2@example.com unsubscribed Simet 2018-02-12T10:54:26Z',
    )
    expect(readExport('mailchimp/cleaned.csv').rows[0]).toBe('2 c1@example.com suppressed Dolor 2018-02-05T19:28:23Z')
  })

  test('beehiiv: `inactive` has left, and so has who has a date of leaving; `pending` never confirmed', () => {
    expect(readExport('beehiiv/members.csv')).toEqual({
      rows: [
        '2 lorem@example.com active Lorem Name 2023-03-24T10:23:10Z',
        '3 ipsum@example.com active Ipsum Name 2023-03-24T10:36:47Z',
        '4 dolor@example.com unsubscribed Dolor Name 2023-03-24T10:36:48Z',
        '5 simet@example.com unsubscribed 2023-03-24T10:37:04Z',
        '7 elit@example.com active 2023-04-11T14:02:46Z',
        '8 nullfirst@example.com active Last Only 2023-04-11T14:02:47Z',
        '9 unsublit@example.com unsubscribed 2023-04-11T14:02:46Z',
        '10 fromsubstack@example.com active 2023-04-11T14:02:46Z',
      ],
      problems: ['list.csv:6: This subscriber never confirmed and was left out.'],
      duplicates: 0,
    })
  })

  test('Medium: addresses alone', () => {
    expect(readExport('medium/members.txt').rows).toEqual([
      '1 lorem@example.com active',
      '2 ipsum@example.com active',
      '4 dolor@example.com active',
      '5 simet@example.com active',
      '6 amett@example.com active',
    ])
  })
})
