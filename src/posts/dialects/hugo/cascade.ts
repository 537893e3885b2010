import { isMap } from '../../../config/is-map.ts'
import { type Fields, mapField } from '../../front-matter-fields.ts'
import type { Place } from '../dialect.ts'
import { type ConfigMap, mapAt, mergeConfig } from './config-maps.ts'
import { matchesPage, type PageMatcher, pageMatcherOf } from './page-matcher.ts'

/** Front matter that a section gives to itself and the pages below it, or the site to all. */
export interface Cascade {
  target: PageMatcher
  fields: Fields
}

/** `cascade` as it is written: a map, or a list of maps, each with its `target` (`_target` before Hugo 0.156). */
export function cascadesOf(written: unknown): Cascade[] {
  return [written].flat().filter(isMap).map(cascadeOf)
}

function cascadeOf(map: ConfigMap): Cascade {
  const { target: _target, _target: _older, ...fields } = mergeConfig([map])
  const target = mergeConfig([mapAt(map, '_target'), mapAt(map, 'target')])
  return { target: pageMatcherOf(target), fields: new Map(Object.entries(fields)) }
}

/** Two pages with one id would be taken for one post. */
const NEVER_INHERITED = new Set(['id', 'guid', 'aliases', 'cascade'])

/** A page's own fields, then those of the first cascade that has them; `params` is joined key by key. */
export function withCascades(own: Fields, cascades: Cascade[], place: Place): Fields {
  const given = cascades.filter(({ target }) => matchesPage(target, place)).map(({ fields }) => fields)
  if (given.length === 0) return own
  const inherited = given.map((fields) => [...fields].filter(([key]) => !NEVER_INHERITED.has(key)))
  const params = [own, ...given].map((fields) => Object.fromEntries(mapField(fields, 'params')))
  const joined = mergeConfig(params.toReversed())
  return new Map([
    ...inherited.toReversed().flat(),
    ...own,
    ...(Object.keys(joined).length > 0 ? [['params', joined] as const] : []),
  ])
}
