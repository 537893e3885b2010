import { readdirSync, readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { PROGRAM } from './compiled.ts'

const BUNDLE = dirname(PROGRAM)
const threads = (folder: string) => readdirSync(folder).filter((name) => name.endsWith('-thread.js'))

test('each thread has its entry beside the program', () => {
  const compiled = threads(join(BUNDLE, '../app/app'))
  expect(compiled).toContain('delivery-thread.js')
  expect(threads(BUNDLE)).toEqual(expect.arrayContaining(compiled))
})

test('the licences of the packages in it are shipped with it, and of no others', () => {
  const text = readFileSync(join(BUNDLE, 'THIRD-PARTY-LICENCES.txt'), 'utf8')
  expect(text).toMatch(/^kysely \d.* \(MIT\)$/m)
  expect(text).toMatch(/^zod \d.* \(MIT\)$/m)
  expect(text).not.toMatch(/^better-sqlite3 /m)
})

test('all that it imports besides is a package that is installed with it', () => {
  const { dependencies } = JSON.parse(readFileSync(join(BUNDLE, '../../package.json'), 'utf8'))
  const files = readdirSync(BUNDLE).filter((name) => name.endsWith('.js'))
  const imported = files.flatMap((file) =>
    [...readFileSync(join(BUNDLE, file), 'utf8').matchAll(/^import .*?["']([^."'][^"']*)["'];?$/gm)].map(
      ([, name]) => name ?? '',
    ),
  )
  const packages = new Set(imported.filter((name) => !isBuiltin(name)))
  expect(packages).toContain('better-sqlite3')
  const nameOf = (specifier: string) => specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
  const unknown = [...packages].filter((specifier) => !(nameOf(specifier) in dependencies))
  expect(unknown).toEqual([])
})
