import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { PROBLEM_CODES } from '../../src/config/problem-codes.ts'

/** Programs that read `--json` go by them: add lines to the file, never change or remove one. */
it('the codes of problems are a contract', () => {
  const golden = readFileSync(new URL('../golden/contracts/problem-codes.txt', import.meta.url), 'utf8')
  const known = golden.trimEnd().split('\n')
  expect(known.filter((code) => !(code in PROBLEM_CODES))).toEqual([])
})

it('a code is FOLDER.WHAT, and says in a phrase what it stands for', () => {
  for (const [code, meaning] of Object.entries(PROBLEM_CODES)) {
    expect(code).toMatch(/^[a-z-]+\.[a-z-]+$/)
    expect(meaning).toMatch(/[^.]$/)
  }
})
