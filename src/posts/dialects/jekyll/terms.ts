import { asText, type Fields } from '../../front-matter-fields.ts'

/** `categories`, those of the folders around `_posts`, and `category`; each once. */
export function categoriesOf(fields: Fields, above: string[]): string[] {
  const written = listOf(fields.get('categories'))
  return [...new Set([...above, ...written, ...oneOf(fields.get('category'))])]
}

/** `tag`, which may hold blanks, before `tags`, which a line of words is split at. */
export function tagsOf(fields: Fields): string[] {
  const single = oneOf(fields.get('tag'))
  return [...new Set(single.length > 0 ? single : listOf(fields.get('tags')))]
}

function listOf(value: unknown): string[] {
  if (!Array.isArray(value)) return asText(value)?.split(/\s+/).filter(Boolean) ?? []
  return (value.flat(3) as unknown[]).map(asText).filter((text) => text !== undefined)
}

function oneOf(value: unknown): string[] {
  return Array.isArray(value) ? listOf(value) : [asText(value)].filter((text) => text !== undefined)
}
