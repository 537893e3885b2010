import type { Place } from '../dialect.ts'
import type { ConfigMap } from './config-maps.ts'
import { textAt, textsAt } from './config-values.ts'
import { compileGlob, type Glob, GlobFault } from './go-glob.ts'

/** Which pages a cascade or a permalink pattern is for: https://gohugo.io/configuration/cascade/#target. Patterns; what is absent matches all. */
export interface PageMatcher {
  path?: string
  kind?: string
  environment?: string
  languages?: string[]
}

/** A `target`, in Hugo's words; an empty one is for all pages. */
export function pageMatcherOf(target: ConfigMap): PageMatcher {
  const path = textAt(target, 'path')
  const kind = textAt(target, 'kind')
  const environment = textAt(target, 'environment')
  const languages = [...textsAt(target, 'lang'), ...textsAt(target, 'sites', 'matrix', 'languages')]
  return {
    ...(path && { path }),
    ...(kind && { kind }),
    ...(environment && { environment }),
    ...(languages.length > 0 && { languages }),
  }
}

export function matchesPage({ path, kind, environment, languages }: PageMatcher, place: Place): boolean {
  const isPath = (pattern: string) => pathsOf(place).some((candidate) => matches(pattern, candidate))
  return (
    (path === undefined || isPath(path)) &&
    (kind === undefined || matches(kind, kindOf(place))) &&
    // What Hugo builds for is what `hugo` builds on its own.
    (environment === undefined || matches(environment, 'production')) &&
    (languages === undefined || languages.some((pattern) => matches(pattern, place.languageKey)))
  )
}

/** Since 0.123 a page's path is `/posts/a`, before it was the file's, `/posts/a.md`; people have written both. */
function pathsOf({ path, kind, folder, logicalPath }: Place): string[] {
  if (kind === 'section') return [`/${logicalPath}`]
  const file = path.split('/').at(-1) ?? ''
  return [`/${logicalPath}`, `/${[folder, file].filter(Boolean).join('/')}`]
}

function kindOf({ kind, logicalPath }: Place): string {
  return kind === 'section' && logicalPath === '' ? 'home' : kind
}

const compiled = new Map<string, Glob | undefined>()

/** Hugo refuses the site where a pattern has a fault; here it matches every page, so that what it hides is not shown. */
function matches(pattern: string, text: string): boolean {
  if (!compiled.has(pattern)) {
    if (compiled.size >= MOST_KEPT) compiled.clear()
    compiled.set(pattern, globOf(pattern))
  }
  return compiled.get(pattern)?.matches(text) ?? true
}

const MOST_KEPT = 1000

function globOf(pattern: string): Glob | undefined {
  try {
    return compileGlob(pattern)
  } catch (error) {
    if (error instanceof GlobFault) return undefined
    throw error
  }
}
