import { readdirSync, readFileSync } from 'node:fs'
import { LOOK_FILE } from '../../src/config/read-theme.ts'
import type { LookName } from '../../src/config/theme.ts'
import type { TemplateFiles } from '../../src/editions/variant-input.ts'
import { TEMPLATES } from './sample-mail.ts'

/** As template-files.ts puts them together. */
export function templatesOf(look: LookName): TemplateFiles {
  const dir = look === 'classic' ? 'templates' : `looks/${look}`
  const names = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.mjml'))
  const own = names.map((name) => [name.replaceAll('\\', '/'), readFileSync(`${dir}/${name}`, 'utf8')] as const)
  return new Map([...TEMPLATES, ...own, [LOOK_FILE, readFileSync(`${dir}/theme.toml`, 'utf8')]])
}
