import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CsvPiece, csvRows, csvRowsOf } from '../../../src/subscribers/import/csv-rows.ts'

/** A text read in pieces of so many characters. */
async function inPieces(text: string, length: number, delimiter = ','): Promise<CsvPiece> {
  async function* pieces() {
    for (let at = 0; at < text.length; at += length) yield text.slice(at, at + length)
  }
  const all: CsvPiece = { rows: [], problems: [] }
  for await (const { rows, problems, unclosed } of csvRows(pieces(), delimiter)) {
    all.rows.push(...rows)
    all.problems.push(...problems)
    if (unclosed) all.unclosed = unclosed
  }
  return all
}

const signs = ['"', '"', ',', ',', '\n', '\r', ' ', '\t', 'a', 'é', '燈', '""', '\r\n', 'sep=']
const csv = fc.string({ unit: fc.constantFrom(...signs), maxLength: 40 })

test('cells are those that csv-parse finds', () => {
  fc.assert(
    fc.property(csv, (text) => {
      const { rows, unclosed } = csvRowsOf(text, ',')
      const expected: string[][] = []
      try {
        const options = { ltrim: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: true } as const
        for (const record of parse(text.replace(/\r\n?/g, '\n'), options))
          expected.push(record.map((cell) => cell.trim()))
      } catch {
        expect(unclosed).toBeDefined()
        return
      }
      expect(unclosed).toBeUndefined()
      const filled = expected.filter((cells) => cells.some((cell) => cell !== ''))
      // A first cell that reads so names the delimiter.
      if (!/^sep=/i.test(filled[0]?.[0] ?? '')) expect(rows.map(({ cells }) => cells)).toEqual(filled)
    }),
    { numRuns: 2000 },
  )
})

test('wherever a text is cut, its rows and lines are the same', async () => {
  await fc.assert(
    fc.asyncProperty(csv, fc.integer({ min: 1, max: 9 }), async (text, length) => {
      expect(await inPieces(text, length)).toEqual(csvRowsOf(text, ','))
    }),
    { numRuns: 1000 },
  )
})

describe('what is too long', () => {
  const long = 'x'.repeat(10 * 1024 * 1024)

  test('a line of ten million characters is left out, and the next are read', async () => {
    for (const line of [long, `"a",${long}`, `"${long.slice(0, 1_100_000)}"`]) {
      const { rows, problems, unclosed } = await inPieces(`a,b\n${line}\nc,d\n`, 64 * 1024)
      if (unclosed) expect(unclosed.line).toBe(2)
      else {
        expect(rows).toEqual([
          { line: 1, cells: ['a', 'b'] },
          { line: 3, cells: ['c', 'd'] },
        ])
        expect(problems).toMatchObject([{ line: 2, message: expect.stringContaining('longer than a million') }])
      }
    }
  })

  test('a quote that is open for a million characters is never closed, and the rest is not held', async () => {
    let given = 0
    async function* endless() {
      yield 'a,b\n1,"2\n'
      for (; given < 1000; given++) yield `${'x'.repeat(64 * 1024)}\n`
    }
    let last: CsvPiece | undefined
    for await (const piece of csvRows(endless(), ',')) last = piece
    expect(last?.unclosed).toMatchObject({ line: 2 })
    expect(given).toBeLessThan(30)
  })

  test.each([
    ['quotes', '"'],
    ['cells in quotes', '","'],
    ['short rows', '"a"\n'],
    ['quotes that are closed in vain', '"a" '],
  ])('%s take no longer than their length', async (_, part) => {
    const used = async (count: number) => {
      const before = process.cpuUsage()
      await inPieces(part.repeat(count), 16 * 1024)
      const { user, system } = process.cpuUsage(before)
      return (user + system) / 1_000
    }
    await used(10_000)
    // Quadratic, it would be a hundred times; the least of several, since others are at work on the machine.
    const ratios: number[] = []
    for (let tries = 0; tries < 3 && Math.min(...ratios) >= 40; tries++)
      ratios.push((await used(200_000)) / Math.max(5, await used(20_000)))
    expect(Math.min(...ratios)).toBeLessThan(40)
  })
})
