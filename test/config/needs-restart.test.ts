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

test('of a database on a server no password is told', () => {
  const on = (password: string, more = '') =>
    configOf(`[database]\nurl = "postgres://mei:${password}@db.example/lantern?sslmode=require"\n${more}`)
  expect(on('one').database).toEqual({
    url: 'postgres://mei:one@db.example/lantern?sslmode=require',
    dataDir: '/site/data',
  })
  const said = (had: ReturnType<typeof on>, next: ReturnType<typeof on>) =>
    needsRestart(had, next, { web: false }).map(({ message }) => message)
  expect(said(on('one'), on('two'))).toEqual(['database.url has changed: that needs a restart.'])
  expect(said(configOf(''), on('two'))).toEqual([
    'database.url was "sqlite:/site/data/broadsheet.db" and is "postgres://mei@db.example/lantern" now: that needs a restart.',
  ])
  expect(said(on('one'), on('one', 'data_dir = "kept"'))).toEqual([
    'database.data_dir was "/site/data" and is "/site/kept" now: that needs a restart.',
  ])
})
