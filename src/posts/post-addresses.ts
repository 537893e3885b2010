import type { Keys } from './claims.ts'
import type { Post } from './post.ts'
import type { SeenPost } from './seen-post.ts'
import { normalPath } from './url-path.ts'

/**
 * What an alias may name: an URL that the post had, an alias of then, or its file, with its ending or without.
 * @param basePath path of the site's base URL, below which aliases stand
 */
export function addressKeys(basePath: string): { ofPost: Keys<Post>; ofSeen: Keys<SeenPost> } {
  const url = (alias: string) => normalPath(`${basePath}/${alias}`)
  const file = (path: string) => `file:${normalPath(`/${path.replace(/\/$/, '')}`)}`
  const files = (path: string) =>
    [path, path.replace(/\.[^./]+$/, ''), path.replace(/\/?_?index\.[^./]+$/, '')].filter(Boolean).map(file)
  return {
    ofPost: ({ aliases, path }) =>
      aliases.flatMap((alias) => written(alias, path)).flatMap((alias) => [url(alias), file(alias)]),
    ofSeen: ({ id, urlPath, aliases, names, path }) => [
      normalPath(urlPath),
      ...names.filter((name) => name.startsWith('/')).map(normalPath),
      ...aliases.map(url),
      ...files(path),
      ...files(firstPath(id)),
    ],
  }
}

/** Without a slash at its front Hugo takes an alias as relative to the page; who wrote a path like that meant the site's. */
function written(alias: string, path: string): string[] {
  const folder = `/${path.slice(0, path.lastIndexOf('/') + 1)}`
  const relative = alias.startsWith(folder) ? [alias.slice(folder.length - 1)] : []
  return [alias, ...relative].flatMap((each) =>
    each.startsWith('/content/') ? [each, each.slice('/content'.length)] : [each],
  )
}

/** The file in which a post was first seen, as its identity has it. */
function firstPath(id: string): string {
  return /^path:(.*)@[^@]*$/.exec(id)?.[1] ?? ''
}
