import { type Fields, mapField } from './front-matter-fields.ts'
import { type PlainMap, plainMap } from './plain-data.ts'

const LIMITS = { values: 500, characters: 20_000 }

/** A post's own fields for templates, those below `params` among them, which win. */
export function postParams(fields: Fields): PlainMap {
  const all = new Map([...fields, ...mapField(fields, 'params')])
  all.delete('params')
  all.delete('newsletter')
  return plainMap(all, LIMITS)
}
