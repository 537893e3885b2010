import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { configSchema } from '../../src/config/config-schema.ts'

/** Other programs write these keys: adding one is free, changing one needs a migration. */
it('the keys of broadsheet.toml are a contract', async () => {
  await expect(`${keys().join('\n')}\n`).toMatchFileSnapshot('../golden/config/keys.txt')
})

it('each key is explained in docs/configuration.md', () => {
  const docs = readFileSync(new URL('../../docs/configuration.md', import.meta.url), 'utf8')
  const isLeaf = (key: string) => !keys().some((other) => other.startsWith(`${key}.`) || other.startsWith(`${key}[]`))
  expect(keys().filter((key) => isLeaf(key) && !docs.includes(`\`${key}\``))).toEqual([])
})

it('each key is read by the program, outside of what reads the file', () => {
  const src = fileURLToPath(new URL('../../src', import.meta.url))
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
    (path) =>
      path.endsWith('.ts') && !/^config\/(?:config|config-schema|complete-config|\w+(?:-\w+)?-keys)\.ts$/.test(path),
  )
  const program = files.map((path) => readFileSync(join(src, path), 'utf8')).join('\n')
  const names = keys().map((key) => key.split('.').at(-1)?.replace('[]', '') ?? key)
  const unread = names.map(camelCase).filter((name) => !isRead(program, name))
  expect([...new Set(unread)]).toEqual([])
})

function camelCase(key: string): string {
  return key.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
}

/** As a property, or taken out of an object. */
function isRead(program: string, name: string): boolean {
  return new RegExp(`(?<!\\.\\.)\\.${name}\\b|[{,]\\s*${name}\\b\\s*[,}:=]`).test(program)
}

interface Shape {
  properties?: Record<string, Shape>
  items?: Shape
}

function keys(): string[] {
  return keysOf(
    z.toJSONSchema(configSchema({ dir: '/site', isCron: () => true }), {
      io: 'input',
      unrepresentable: 'any',
    }) as Shape,
    '',
  )
}

function keysOf(shape: Shape, path: string): string[] {
  if (shape.items?.properties) return keysOf(shape.items, `${path}[]`)
  return Object.entries(shape.properties ?? {}).flatMap(([key, inner]) => {
    const here = path ? `${path}.${key}` : key
    return [here, ...keysOf(inner, here)]
  })
}
