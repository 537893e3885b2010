import { expect, test } from 'vitest'
import { databaseUrl, shownDatabase } from '../../src/config/database-url.ts'

test.each([
  ['sqlite:data/news.db', 'sqlite:/srv/data/news.db'],
  ['sqlite:/var/news.db', 'sqlite:/var/news.db'],
  ['postgres://news@db/news', 'postgres://news@db/news'],
  ['postgresql://db:5433/news?sslmode=require', 'postgresql://db:5433/news?sslmode=require'],
  ['sqlite:', undefined],
  ['data/news.db', undefined],
  ['mysql://db/news', undefined],
  ['postgres://news:secret@db:port/news', undefined],
  ['', undefined],
])('%j, seen from /srv, is %j', (written, url) => {
  expect(databaseUrl(written, '/srv')).toBe(url)
})

test.each([
  ['sqlite:/var/news.db', 'sqlite:/var/news.db'],
  ['postgres://news:secret@db:5433/news?password=secret', 'postgres://news@db:5433/news'],
  ['postgres://news:secret@db:port/news', 'postgres://…'],
])('%j is shown as %j', (url, shown) => {
  expect(shownDatabase(url)).toBe(shown)
})
