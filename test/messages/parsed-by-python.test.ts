import { spawnSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { readGolden } from './sample-edition.ts'

const hasPython = spawnSync('python3', ['-c', 'import email.policy']).status === 0

/** Prints what Python's `email` package finds amiss in a mail, and then how many parts it read. */
const DEFECTS = `
import email, sys
from email import policy
mail = email.message_from_binary_file(sys.stdin.buffer, policy=policy.default)
parts = list(mail.walk())
for part in parts:
    if not part.is_multipart():
        part.get_content()
    for defect in part.defects:
        print(part.get_content_type(), type(defect).__name__)
    for name, value in part.items():
        for defect in value.defects:
            print(name, type(defect).__name__)
print(len(parts))
`

it.skipIf(!hasPython)('a mail has no defect to Python (skipped where python3 is missing)', () => {
  expect(readByPython(readGolden('weekly-12.eml'))).toMatch(/^[1-9]\d*\n$/)
})

it.skipIf(!hasPython)('a mail that breaks off has one (skipped where python3 is missing)', () => {
  const mail = readGolden('weekly-12.eml').trimEnd()
  expect(readByPython(mail.slice(0, mail.lastIndexOf('\n')))).toContain('CloseBoundaryNotFoundDefect')
})

function readByPython(mail: string): string {
  const { stdout, stderr } = spawnSync('python3', ['-c', DEFECTS], { input: mail, encoding: 'utf8' })
  expect(stderr).toBe('')
  return stdout
}
