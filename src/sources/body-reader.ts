import type { Dialect } from '../posts/dialects/dialect.ts'
import { ownShortcodes } from '../posts/dialects/hugo/own-shortcodes.ts'
import { paramOf } from '../posts/dialects/hugo/page-params.ts'
import { refIndex, resolveRef } from '../posts/dialects/hugo/resolve-ref.ts'
import type { BasedSite } from '../posts/dialects/hugo/site-base.ts'
import { readFrontMatter } from '../posts/front-matter.ts'
import { renderBody } from '../posts/markdown/render-body.ts'
import { resolveUrl } from '../posts/resolve-url.ts'
import type { SiteIndex } from '../posts/site-index.ts'
import type { SiteSource } from '../posts/site-source.ts'
import { readText } from './read-text.ts'

/** Reads a post's file again: a post is known by its path, since the store may give it another identity. */
export function bodyReader(
  index: SiteIndex,
  site: BasedSite,
  dialect: Dialect,
  shortcodeTemplates: Map<string, string>,
): SiteSource['body'] {
  const shortcodes = ownShortcodes(shortcodeTemplates, dialect.markup)
  const references = refIndex([...index.pages.values()], site)
  const pages = new Map(
    [...index.pages.values()].flatMap((page) => (page.post ? [[page.post.path, page] as const] : [])),
  )
  return async (post) => {
    const page = pages.get(post.path)
    if (!page) throw new Error(`${post.file} is not of this site`)
    const result = await readText(index.contentFiles.get(page.place.path) ?? '', post.file)
    if ('problem' in result) return { body: emptyBody(), problems: [result.problem] }
    const { data, text, firstLine, problems } = readFrontMatter(result.text, post.file)
    if (problems.length > 0) return { body: emptyBody(), problems }
    return renderBody(text, {
      post,
      firstLine,
      markup: dialect.markup,
      resolveUrl: (href) => resolveUrl(href, page, index),
      shortcodes,
      param: (name) => paramOf(name, data, site.params),
      resolveRef: (reference, language) => resolveRef(reference, page, references, language),
    })
  }
}

function emptyBody(): { tree: { type: 'root'; children: [] }; files: Map<string, string> } {
  return { tree: { type: 'root', children: [] }, files: new Map() }
}
