import { expect, it } from 'vitest'
import { hasPython, readByPython } from './read-by-python.ts'
import { readGolden } from './sample-edition.ts'

it.skipIf(!hasPython)('a mail has no defect to Python (skipped where python3 is missing)', () => {
  const { defects, parts } = readByPython(readGolden('weekly-12.eml'))
  expect(defects).toEqual([])
  expect(parts).toEqual(['text/plain utf-8', 'text/html utf-8'])
})

it.skipIf(!hasPython)('a mail that breaks off has one (skipped where python3 is missing)', () => {
  const mail = readGolden('weekly-12.eml').trimEnd()
  const { defects } = readByPython(mail.slice(0, mail.lastIndexOf('\n')))
  expect(defects).toContain('multipart/alternative CloseBoundaryNotFoundDefect')
})
