import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import { onTestFinished } from 'vitest'
import type { Config } from '../../src/config/config.ts'

/** A folder with these files, gone when the test is. */
export function aFolder(files: Record<string, string | Uint8Array>): string {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'broadsheet-sources-')))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), text)
  }
  return dir
}

/** A broadsheet.toml in `dir`, as far as sources look at it. */
export function configIn(
  dir: string,
  content: Partial<Config['content']> = {},
  site: Partial<Config['site']> = {},
): Config {
  return {
    file: join(dir, 'broadsheet.toml'),
    dir,
    site: { title: 'The Lantern', url: 'https://lantern.example/', language: 'en', timezone: 'Asia/Taipei', ...site },
    content: {
      source: join(dir, 'content'),
      dialect: 'auto',
      static: [join(dir, 'static')],
      refreshTimeout: Temporal.Duration.from('PT5M'),
      liveCheck: 'off',
      liveWait: Temporal.Duration.from('PT30M'),
      ...content,
    },
    output: { dir: join(dir, 'dist'), url: 'https://lantern.example/' },
    feeds: { entries: 20, archive: true, content: 'full', ids: 'tag', also: {}, moved: {}, gone: [] },
    newsletters: [],
    smtp: [],
    dkim: [],
    delivery: { uncertain: 'hold', pauseAbove: 0.05, limits: {} },
    operator: {},
    database: { url: `sqlite:${join(dir, 'data.db')}` },
    web: {
      url: 'https://lantern.example/',
      host: '127.0.0.1',
      port: 3000,
      secrets: [],
      trustProxy: false,
      probe: false,
      logFeeds: false,
    },
  }
}
