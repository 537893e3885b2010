import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { putPrecompressed } from '../../src/output/put-precompressed.ts'

function place(): string {
  const dir = mkdtempSync(join(tmpdir(), 'broadsheet-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  return join(dir, 'tags/紙/feed.xml')
}

function readAll(path: string): string[] {
  return [
    readFileSync(path),
    gunzipSync(readFileSync(`${path}.gz`)),
    brotliDecompressSync(readFileSync(`${path}.br`)),
  ].map(String)
}

test('a file has compressed neighbours that say the same, and that follow it', async () => {
  const path = place()
  expect(await putPrecompressed(path, 'old 紙')).toBe('written')
  expect(readAll(path)).toEqual(['old 紙', 'old 紙', 'old 紙'])
  expect(await putPrecompressed(path, 'new')).toBe('written')
  expect(readAll(path)).toEqual(['new', 'new', 'new'])
})

test('what says the same is left alone, also where another zlib made it', async () => {
  const path = place()
  await putPrecompressed(path, 'same')
  const other = gzipSync('same', { level: 0 })
  writeFileSync(`${path}.gz`, other)
  const before = statSync(`${path}.br`).mtimeMs
  expect(await putPrecompressed(path, 'same')).toBe('unchanged')
  expect(readFileSync(`${path}.gz`).equals(other)).toBe(true)
  expect(statSync(`${path}.br`).mtimeMs).toBe(before)
})

test('a neighbour that is missing, cut short or about an older file is made anew', async () => {
  const path = place()
  await putPrecompressed(path, 'same')
  rmSync(`${path}.gz`)
  writeFileSync(`${path}.br`, readFileSync(`${path}.br`).subarray(0, 3))
  await putPrecompressed(path, 'same')
  expect(readAll(path)).toEqual(['same', 'same', 'same'])
})
