import { type Fields, listField } from '../../front-matter-fields.ts'
import { normalPath } from '../../url-path.ts'

/**
 * Front matter's `aliases` as paths below the site's base URL, normalised to `/old/path/`.
 * As Hugo reads them: with a slash at the front they are the site's (the language goes before them), without one they stand beside the page.
 * @param pagePath path of the page below the base URL: `posts/a/`
 */
export function aliasPaths(fields: Fields, pagePath: string, languagePrefix: string): string[] {
  const paths = listField(fields, 'aliases').flatMap((alias) => aliasPath(alias, pagePath, languagePrefix) ?? [])
  return [...new Set(paths)]
}

function aliasPath(alias: string, pagePath: string, languagePrefix: string): string | undefined {
  const neighbour = `https://site.invalid/${pagePath.replace(/[^/]*\/?$/, '')}`
  const written = alias.startsWith('/') ? withPrefix(alias, languagePrefix) : alias
  if (!URL.canParse(written, neighbour)) return undefined
  return normalPath(new URL(written, neighbour).pathname)
}

function withPrefix(path: string, prefix: string): string {
  const isPrefixed = prefix === '' || path.startsWith(`/${prefix}`)
  return isPrefixed ? path : `/${prefix}${path.slice(1)}`
}
