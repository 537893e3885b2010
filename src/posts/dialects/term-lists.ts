import { asText, type Fields } from '../front-matter-fields.ts'

/** Terms as a list, or as one line: `a, b`, `#a #b`. Signs before a tag are no part of its name. */
export function termsIn(fields: Fields, ...keys: string[]): string[] {
  const written = keys.flatMap((key) => {
    const value = fields.get(key)
    if (Array.isArray(value)) return value.map(asText)
    const line = asText(value)
    return line === undefined ? [] : splitLine(line)
  })
  const names = written.flatMap((term) => term?.replace(/^#+/, '').trim() || [])
  return [...new Set(names)]
}

function splitLine(line: string): string[] {
  if (/[,;]/.test(line)) return line.split(/[,;]/)
  return line.startsWith('#') ? line.split(/\s+/) : [line]
}
