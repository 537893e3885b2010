import type { ElementContent } from 'hast'
import { eachElement } from './each-element.ts'
import { property, textOf } from './element.ts'
import { asText, type Fields, fieldsOf, textField } from './front-matter-fields.ts'
import { dropHidden } from './markdown/hidden-elements.ts'
import { markdownFor } from './markdown/markdown.ts'
import { parseHtml } from './markdown/parse-html.ts'
import type { MarkupSettings } from './markup-settings.ts'
import { nameWithoutAddress } from './name-without-address.ts'
import type { PostAuthor } from './post.ts'
import { webUrl } from './web-url.ts'

/**
 * Who wrote it: `author` and `authors`, each a name, a map with one, or a list of these. A name is Markdown, as themes print it. What
 * is an address is not taken over.
 */
export function authorsOf(fields: Fields, markup: MarkupSettings): PostAuthor[] {
  const found = new Map<string, PostAuthor>()
  for (const value of [fields.get('author'), fields.get('authors')].flat()) {
    const author = authorOf(value, markup)
    if (!author) continue
    const key = author.name.normalize('NFC').toLowerCase()
    const known = found.get(key)
    if (!known) found.set(key, author)
    else if (!known.url && author.url) known.url = author.url
  }
  return [...found.values()]
}

function authorOf(value: unknown, markup: MarkupSettings): PostAuthor | undefined {
  const map = typeof value === 'object' && value !== null ? fieldsOf(value as Record<string, unknown>) : undefined
  const written = (map ? textField(map, 'name', 'title') : asText(value)) ?? ''
  const { name, link } = MARKS.test(written)
    ? plainName(written, markup)
    : { name: nameWithoutAddress(written), link: undefined }
  const url = pageUrl(map && textField(map, 'url', 'uri', 'link', 'website', 'homepage')) ?? pageUrl(link)
  return name === '' ? undefined : { name, ...(url && { url }) }
}

/** Without any of these, Markdown says nothing but the words themselves. */
const MARKS = /[[\]*_`<&\\~]/

function plainName(written: string, markup: MarkupSettings): { name: string; link: string | undefined } {
  const tree = parseHtml(markdownFor(markup).renderInline(written))
  dropHidden(tree)
  let link: string | undefined
  eachElement(tree, (element) => {
    if (element.tagName === 'a') link ??= property(element, 'href')
  })
  // Of what is all marks, the marks are the name.
  return { name: nameWithoutAddress(textOf(tree.children as ElementContent[])), link }
}

/** Of a page, with nobody's name and password in it. */
function pageUrl(written: string | undefined): string | undefined {
  const found = webUrl(written)
  const url = found === undefined ? undefined : new URL(found)
  return url && url.username === '' && url.password === '' ? url.href : undefined
}
