import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { putAlone } from '../../src/output/put-alone.ts'
import { putPrecompressed } from '../../src/output/put-precompressed.ts'
import { aFolder } from '../sources/a-folder.ts'

test('what an earlier version packed is not left beside the new text', async () => {
  const file = join(aFolder({}), 'pages/1/feed.xml')
  await putPrecompressed(file, 'before')
  expect(existsSync(`${file}.br`) && existsSync(`${file}.gz`)).toBe(true)
  expect(await putAlone(file, 'after')).toBe('written')
  expect(await putAlone(file, 'after')).toBe('unchanged')
  expect(readFileSync(file, 'utf8')).toBe('after')
  expect(existsSync(`${file}.br`) || existsSync(`${file}.gz`)).toBe(false)
})
