import { generateKeyPairSync } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { formatProblem } from '../../src/config/problem.ts'
import { readDkimKeys } from '../../src/sources/dkim-keys.ts'
import { configIn } from './a-folder.ts'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'broadsheet-'))
})
afterEach(() => rm(dir, { recursive: true }))

const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

test('each key with its domain and selector, in the order of the configuration', async () => {
  await writeFile(join(dir, 'a.pem'), pem)
  const { keys, problems } = await read('a.pem', 'a.pem')
  expect(problems).toEqual([])
  expect(keys).toMatchObject([
    { domain: 'lantern.example', selector: 's0', algorithm: 'ed25519-sha256' },
    { domain: 'lantern.example', selector: 's1', algorithm: 'ed25519-sha256' },
  ])
})

test('every file that holds no key is named, and nothing that stands in it', async () => {
  await writeFile(join(dir, 'broken.pem'), pem.replace('\n', '\nhunter2'))
  await mkdir(join(dir, 'keys'))
  const { problems } = await read('missing.pem', 'broken.pem', 'keys')
  expect(problems.map(formatProblem)).toEqual([
    "missing.pem: There is no such file, and [[dkim]] names it. Make a key as Broadsheet's docs/dkim.md shows, or name the right file as key in [[dkim]].",
    "broken.pem: The file holds no private key in PEM. Make a new key as Broadsheet's docs/dkim.md shows, or name the right file as key in [[dkim]].",
    'keys: The key cannot be read (EISDIR). Make it a file that the user who runs Broadsheet may read.',
  ])
})

function read(...files: string[]) {
  const dkim = files.map((file, index) => ({
    domain: 'lantern.example',
    selector: `s${index}`,
    keyFile: join(dir, file),
  }))
  return readDkimKeys({ ...configIn(dir), dkim })
}
