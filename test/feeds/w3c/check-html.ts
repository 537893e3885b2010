import type { Element } from '@xmldom/xmldom'
import type { Nodes } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { visit } from 'unist-util-visit'
import type { Report } from './check-values.ts'

const UNSAFE_ELEMENTS = ['script', 'object', 'embed', 'meta', 'applet', 'base', 'link', 'style', 'iframe', 'frameset']
const SAFE_STYLE =
  /^(?:[\s;]*(?:background|border|clear|color|cursor|direction|display|elevation|float|font|height|letter-spacing|line-height|margin|overflow|padding|pause|text|unicode-bidi|vertical-align|voice|white-space|width)[a-z-]*\s*:\s*(?:#[\da-f]+|rgb\([\d%,\s]*\)?|-?\d{0,2}\.?\d{0,2}(?:cm|em|ex|in|mm|pc|pt|px|%|,|\))?|[a-z-]+|!important|\s)+[\s;]*)*$/i

/** HTML in a feed: nothing that runs, and no URL that needs a base that readers do not know. */
export function checkHtml(element: Element, html: string, report: Report, hasBase = false): void {
  visit(fromHtml(html, { fragment: true }) as Nodes, 'element', ({ tagName, properties }) => {
    if (UNSAFE_ELEMENTS.includes(tagName)) report('unsafe', element, `<${tagName}>`)
    for (const [name, value] of Object.entries(properties)) {
      if (/^on/i.test(name)) report('unsafe', element, name)
      if (name === 'style' && !SAFE_STYLE.test(String(value))) report('unsafe', element, String(value))
      if (!hasBase && (name === 'href' || name === 'src') && !/^[a-z][a-z\d+.-]*:/i.test(String(value).trim())) {
        report('relative', element, String(value))
      }
    }
  })
}
