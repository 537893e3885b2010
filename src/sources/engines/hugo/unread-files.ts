import type { SiteReader } from '../engine.ts'

/** Formats for which Hugo needs programs of their own. */
const OTHER_FORMATS = /\.(?:org|adoc|asciidoc|ad|rst|pandoc|pdc)$/i

/** Files of which Hugo makes pages and nobody else can. @param paths of content files */
export function unreadFiles(paths: Iterable<string>): SiteReader['unread'] {
  return [...paths].flatMap((path): SiteReader['unread'] => {
    if (OTHER_FORMATS.test(path)) return [{ path, why: 'format' }]
    return path.endsWith('/_content.gotmpl') ? [{ path, why: 'gotmpl' }] : []
  })
}
