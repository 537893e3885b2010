import { expect, test } from 'vitest'
import { jobsSchema } from '../../../src/store/postgres/jobs.ts'

test('each publication has its jobs in a schema of its own', () => {
  expect(jobsSchema('public')).toBe('public_jobs')
  expect(jobsSchema('lantern')).toBe('lantern_jobs')
})

test('a name that pg-boss cannot write is replaced by one that it can, and each by another', () => {
  const names = ['Lantern', 'lantern', 'the lantern', 'café', 'x'.repeat(63), `${'x'.repeat(62)}y`, '']
  const schemas = names.map(jobsSchema)
  expect(new Set(schemas).size).toBe(names.length)
  for (const schema of schemas) expect(schema).toMatch(/^[a-z_][a-z0-9_]{0,49}$/)
})
