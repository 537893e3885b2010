import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatProblem } from '../../../src/config/problem.ts'
import { readWhole } from './read-whole.ts'

const read = async (text: string) => {
  const { rows, problems, duplicates } = await readWhole(text)
  return { rows, problems: problems.map(formatProblem), duplicates }
}

describe('columns', () => {
  test('by their names, in any case and order, whatever else there is', async () => {
    const text = 'Phone,CREATED,Name,Status,E-Mail\n1,2026-01-31T09:00:00+08:00,Ana,Active,Ana@a.example\n'
    expect((await read(text)).rows).toEqual(['2 Ana@a.example active Ana 2026-01-31T01:00:00Z'])
  })

  test('`address` is the address, unless another column is', async () => {
    expect((await read('address\na@b.example')).rows).toEqual(['2 a@b.example active'])
    expect((await read('Address,Email Address\n1 Road,a@b.example')).rows).toEqual(['2 a@b.example active'])
  })

  test.each([
    ['comma', 'email,name\na@b.example,"Doe; Jane"\n'],
    ['semicolon', 'email;name\na@b.example;"Doe; Jane"\n'],
    ['tab, a BOM and CRLF', '\ufeffemail\tname\r\na@b.example\tDoe; Jane\r\n'],
  ])('parted by %s', async (_, text) => {
    expect(await read(text)).toEqual({ rows: ['2 a@b.example active Doe; Jane'], problems: [], duplicates: 0 })
  })

  test('quotes hold line breaks and delimiters, and lines are counted all the same', async () => {
    const text = '\nemail,name\n\na@b.example,"Jane\r\nDoe, ""JD"""\n\nc@d.example,"x" y\nwrong,\n'
    expect(await read(text)).toEqual({
      rows: ['4 a@b.example active Jane Doe, "JD"', '7 c@d.example active "x" y'],
      problems: ['list.csv:8: The address has no @. Write it as name@example.com.'],
      duplicates: 0,
    })
  })

  test('a header without a column of addresses', async () => {
    expect(await read('Name,Phone\nAna,1\n')).toEqual({
      rows: [],
      problems: [
        'list.csv:1: No column holds addresses. Name the column "email", say which it is with --column "email=HEADING", or give a plain list with one address a line.',
      ],
      duplicates: 0,
    })
  })
})

describe('rows', () => {
  test('status, in the words of many services', async () => {
    const words = ['', 'subscribed', 'Unsubscribed', 'inactive', 'cleaned', 'blocklisted', 'pending', 'Marked as spam']
    const text = `email,status\n${words.map((word, i) => `${i}@b.example,${word}\n`).join('')}`
    expect(await readWhole(text)).toMatchObject({
      rows: [
        '2 0@b.example active',
        '3 1@b.example active',
        '4 2@b.example unsubscribed',
        '5 3@b.example unsubscribed',
        '6 4@b.example suppressed: bounced',
        '7 5@b.example suppressed: operator',
        '9 7@b.example suppressed: complaint',
      ],
      problems: [],
      unconfirmed: 1,
      byStatus: { active: 2, unsubscribed: 2, suppressed: 3 },
      signals: [{ heading: 'status', leftCount: 6 }],
    })
  })

  test('an address that stands twice is one subscriber, who has left if any row says so', async () => {
    const text = 'email,status\nA@b.example,active\na@B.example,unsubscribed\na@b.example,active\n'
    expect(await read(text)).toEqual({ rows: ['2 A@b.example unsubscribed'], problems: [], duplicates: 2 })
    const unsure = 'email,status\na@b.example,active\na@b.example,pending\n'
    expect(await readWhole(unsure)).toMatchObject({ rows: [], unconfirmed: 1, duplicates: 1 })
  })

  test('dates that are none cost the dates, not the subscribers, and give one sentence', async () => {
    const text =
      'email,created\na@b.example,2026-02-30\nc@d.example,yesterday\ne@f.example,2026-01-31\ng@h.example,NULL\n'
    expect(await read(text)).toEqual({
      rows: [
        '2 a@b.example active',
        '3 c@d.example active',
        '4 e@f.example active 2026-01-31T00:00:00Z',
        '5 g@h.example active',
      ],
      problems: [
        'list.csv:2: The date of subscribing is not a date in 2 rows, of which this is the first. ' +
          'The subscribers are imported without it. Write it as 2026-01-31 or 2026-01-31T09:00:00Z.',
      ],
      duplicates: 0,
    })
  })

  test('one fault of ten thousand rows gives twenty-one problems', async () => {
    const { problems, unreadable } = await readWhole(`email\n${'nobody\n'.repeat(10_000)}a@b.example\n`)
    expect(unreadable).toBe(10_000)
    expect(problems).toHaveLength(21)
    expect(problems.at(-1)?.message).toBe('The same in 9,980 more rows: The address has no @.')
  })

  test('a quote that is never closed is told with the line where it opens', async () => {
    for (const headings of ['email,name\n', 'a@b.example\n']) {
      const text = `${headings}c@d.example,Ana\nc@d.example,"Bob\ne@f.example,Eve\n`
      const { rows, problems, isRefused } = await readWhole(text)
      // Behind it may stand who left.
      expect({ rows, isRefused }).toEqual({ rows: [], isRefused: true })
      expect(problems.map(formatProblem)).toEqual([
        expect.stringMatching(/^list\.csv:3: A quote opens in this row and is never closed.* Nothing was imported/),
      ])
    }
  })

  test('a row with a cell too many is left out: what it says would be read from the wrong column', async () => {
    const { rows, problems } = await read('email,name,unsubscribed\na@b.example,Doe, Jane,yes\nc@d.example,Eve,no,,\n')
    expect(rows).toEqual(['3 c@d.example active Eve'])
    expect(problems).toEqual([expect.stringMatching(/^list\.csv:2: The row has more cells than there are headings/)])
  })
})

describe('plain lists', () => {
  test('one address a line', async () => {
    const text = 'a@b.example\n\nMei <c@d.example>\n"Doe, Jane" <e@f.example>\nnone\n'
    expect(await read(text)).toEqual({
      rows: ['1 a@b.example active', '3 c@d.example active Mei', '4 e@f.example active Doe, Jane'],
      problems: ['list.csv:5: The address has no @. Write it as name@example.com.'],
      duplicates: 0,
    })
  })

  test('several on a line', async () => {
    expect((await read('a@b.example; c@d.example\n')).rows).toEqual(['1 a@b.example active', '1 c@d.example active'])
  })

  test('several columns without headings are refused: one of them may say who left', async () => {
    const { problems, isRefused } = await readWhole('a@b.example,Ana,unsubscribed\n')
    expect(isRefused).toBe(true)
    expect(problems[0]?.message).toMatch(/no headings/)
  })

  test('nothing at all', async () => {
    expect((await read(' \n')).problems).toEqual(['list.csv: There are no rows in the list.'])
  })
})

describe('how spreadsheets write it', () => {
  test.each([
    ["Excel's sep line", 'sep=;\r\nemail;name\r\na@b.example;Ana\r\n', '3 a@b.example active Ana'],
    ['a stroke', 'email|name\na@b.example|Ana\n', '2 a@b.example active Ana'],
    ['carriage returns alone', 'email,name\ra@b.example,Ana\r', '2 a@b.example active Ana'],
    ['semicolons, and commas in a name', 'email;name\na@b.example;Doe, Jane\n', '2 a@b.example active Doe, Jane'],
  ])('%s', async (_, text, row) => {
    expect((await read(text)).rows).toEqual([row])
  })

  test.each(['E-Mail-Adresse', 'Adresse e-mail', 'メールアドレス', '电子邮箱', 'Correo electrónico'])(
    '%s holds the addresses',
    async (heading) => {
      expect((await read(`Name;${heading}\nAna;a@b.example\n`)).rows).toEqual(['2 a@b.example active Ana'])
    },
  )

  test('a column full of addresses holds them, whatever it is called', async () => {
    const { rows, guessedAddress } = await readWhole('Vorname,Kontakt\nAna,a@b.example\nBo,c@d.example\n')
    expect(guessedAddress).toBe('Kontakt')
    expect(rows).toEqual(['2 a@b.example active Ana', '3 c@d.example active Bo'])
  })

  test('of two, the operator says which', async () => {
    const text = 'Kontakt,Berater\na@b.example,x@y.example\n'
    expect((await read(text)).problems).toEqual([
      'list.csv:1: Several columns hold addresses: "Kontakt", "Berater". Say which: --column "email=Kontakt".',
    ])
    expect((await readWhole(text, { columns: [['email', 'kontakt']] })).rows).toEqual(['2 a@b.example active'])
    expect((await readWhole(text, { columns: [['email', 'Post']] })).problems[0]?.message).toBe(
      'There is no column "Post" in the list.',
    )
  })
})

test('garbage gives problems, never an exception', async () => {
  const pieces = fc.constantFrom(
    ...['email', 'name', 'status', 'a@b.example', ',', ';', '\t', '"', '""', '\n', '\r', '\ufeff', '\0', 'x'],
  )
  const garbage = fc.oneof(fc.string({ unit: pieces }), fc.string({ unit: 'binary', maxLength: 200 }))
  await fc.assert(
    fc.asyncProperty(garbage, async (text) => {
      const { rows, problems, found } = await readWhole(text)
      expect(rows.length + problems.length).toBeGreaterThanOrEqual(text.trim() === '' ? 1 : 0)
      for (const row of found) expect(row.line).toBeLessThanOrEqual(text.split(/\r\n|\r|\n/).length)
    }),
  )
})

const exportsDir = resolve(process.env.BROADSHEET_CORPORA ?? '../shared/corpora', 'subscribers')
const readExport = (name: string) => readWhole(readFileSync(resolve(exportsDir, name), 'utf8'), {}, name)

describe.skipIf(!existsSync(exportsDir))('exports of other services (skipped without the corpora)', () => {
  test('Mailchimp: a file for each status, told by their columns', async () => {
    const subscribed = await readExport('mailchimp/subscribed.csv')
    expect(subscribed).toMatchObject({ problems: [], duplicates: 0 })
    expect(subscribed.rows).toHaveLength(5)
    expect(subscribed.rows[0]).toBe('2 s1@example.com active 2023-04-21T11:16:57Z')
    expect(subscribed.rows[4]).toBe('6 s5@example.com active Dolor Simet 2018-02-05T19:28:22Z')
    expect((await readExport('mailchimp/unsubscribed.csv')).rows[1]).toBe(
      '3 u2@example.com unsubscribed Simet 2018-02-12T10:54:26Z',
    )
    expect((await readExport('mailchimp/cleaned.csv')).rows[0]).toBe(
      '2 c1@example.com suppressed: bounced Dolor 2018-02-05T19:28:23Z',
    )
  })

  test('beehiiv: `inactive` has left, and so has who has a date of leaving; `pending` never confirmed', async () => {
    expect(await readExport('beehiiv/members.csv')).toMatchObject({
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
      problems: [],
      unconfirmed: 1,
      duplicates: 0,
    })
  })

  test('Medium: addresses alone', async () => {
    expect((await readExport('medium/members.txt')).rows).toEqual([
      '1 lorem@example.com active',
      '2 ipsum@example.com active',
      '4 dolor@example.com active',
      '5 simet@example.com active',
      '6 amett@example.com active',
    ])
  })
})
