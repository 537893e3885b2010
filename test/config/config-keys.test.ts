import { readFileSync } from 'node:fs'
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

interface Shape {
  properties?: Record<string, Shape>
  items?: Shape
}

function keys(): string[] {
  return keysOf(
    z.toJSONSchema(
      configSchema(() => true),
      { io: 'input', unrepresentable: 'any' },
    ) as Shape,
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
