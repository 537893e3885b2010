import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { VERSION } from '../../src/config/version.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const GUIDES = [
  'README.md',
  'ARCHITECTURE.md',
  ...namesIn('docs').flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : [])),
]

describe('ARCHITECTURE.md', () => {
  const page = read('ARCHITECTURE.md')

  it('names each folder of src/', () => {
    const folders = readdirSync(`${ROOT}src`, { withFileTypes: true }).filter((entry) => entry.isDirectory())
    expect(folders.map(({ name }) => `\`src/${name}/\``).filter((name) => !page.includes(name))).toEqual([])
  })

  it('names no path that is not there', () => {
    const paths = [...page.matchAll(/`((?:src|test|bench|templates)\/[^`\s]*)`/g)].map(([, path]) => path ?? '')
    expect(paths.length).toBeGreaterThan(40)
    expect(paths.filter((path) => !existsSync(ROOT + path))).toEqual([])
  })

  it('says of each package that is held back or replaced what package.json says', () => {
    const { dependencies, devDependencies, overrides } = JSON.parse(read('package.json'))
    const installed = { ...dependencies, ...devDependencies, ...overrides }
    const held = [...page.matchAll(/`([@\w/-]+)` ([~^]?\d+(?:\.\d+)*)/g)].map(([, name = '', range = '']) => ({
      name,
      range,
    }))
    expect(held.map(({ name }) => name)).toEqual(expect.arrayContaining(['vitest', 'kysely', 'nopt', 'abbrev']))
    for (const { name, range } of held) expect(`${name} ${installed[name]}`).toContain(`${name} ${range}`)
  })
})

it('the version is the same in the program and in package.json', () => {
  expect(VERSION).toBe(JSON.parse(read('package.json')).version)
})

it.each(GUIDES)('%s links to no file that is not there', (guide) => {
  const links = [...read(guide).matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)|src="([^"]+)"/g)].map(
    ([, link, src]) => link ?? src ?? '',
  )
  const folder = new URL(guide, `file://${ROOT}`)
  expect(links.filter((link) => !existsSync(new URL(link, folder)))).toEqual([])
})

function namesIn(folder: string): string[] {
  return readdirSync(ROOT + folder)
}

function read(path: string): string {
  return readFileSync(ROOT + path, 'utf8')
}
