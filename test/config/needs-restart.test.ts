import { expect, test } from 'vitest'
import { needsRestart } from '../../src/config/needs-restart.ts'
import { parseConfig } from '../../src/config/parse-config.ts'

function configOf(more: string) {
  const toml = `[site]\ntitle = "T"\nurl = "https://t.example/"\n${more}`
  const { config } = parseConfig(toml, '/site/broadsheet.toml', { BROADSHEET_SECRET: 'x'.repeat(43) }, () => true)
  if (!config) throw new Error('no config')
  return config
}

test('where it listens and what it works on; without a web, only the latter', () => {
  const had = configOf('')
  const next = configOf('[web]\nport = 3001\n[database]\nurl = "sqlite:other.db"\n')
  const keys = (web: boolean) => needsRestart(had, next, { web }).map(({ message }) => message.split(' ')[0])
  expect(keys(true)).toEqual(['database.url', 'web.port'])
  expect(keys(false)).toEqual(['database.url'])
  expect(needsRestart(had, configOf('[feeds]\nentries = 3\n'), { web: true })).toEqual([])
})
