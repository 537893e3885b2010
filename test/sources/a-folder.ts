import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Config } from '../../src/config/config.ts'
import { parseConfig } from '../../src/config/parse-config.ts'
import { formatProblem } from '../../src/config/problem.ts'

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
  const secret = { BROADSHEET_SECRET: 'a secret of more than thirty-two characters' }
  const { config, problems } = parseConfig(WRITTEN, join(dir, 'broadsheet.toml'), secret, () => true)
  if (!config) throw new Error(problems.map(formatProblem).join('\n'))
  return { ...config, site: { ...config.site, ...site }, content: { ...config.content, ...content } }
}

const WRITTEN = `
[site]
title = "The Lantern"
url = "https://lantern.example/"
timezone = "Asia/Taipei"
[content]
live_check = "off"
[output]
dir = "dist"
url = "https://lantern.example/"
[delivery]
uncertain = "hold"
[database]
url = "sqlite:data.db"
[web]
url = "https://lantern.example/"
probe = "off"
`
