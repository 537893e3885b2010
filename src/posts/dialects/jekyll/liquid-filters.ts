import type { Liquid } from 'liquidjs'
import { asText } from '../../front-matter-fields.ts'
import { markdownFor } from '../../markdown/markdown.ts'
import type { BasedSite } from './site-base.ts'
import { isSlugMode, slugify } from './slugify.ts'

/** Jekyll's own filters, as far as the library has them otherwise or not at all. @param now what `"now"` stands for */
export function registerFilters(liquid: Liquid, site: BasedSite, now: string): void {
  const onText =
    (filter: (text: string, ...args: unknown[]) => string) =>
    (value: unknown, ...args: unknown[]) =>
      filter(asLiquidText(value), ...args)
  const { markup, baseUrl, basePath } = site
  const origin = new URL(baseUrl).origin
  const relative = (path: string) => (isWhole(path) ? path : `${basePath}/${path.replace(/^\/+/, '')}`)
  const filters: Record<string, (value: unknown, ...args: unknown[]) => unknown> = {
    relative_url: onText(relative),
    absolute_url: onText((path) => (isWhole(path) ? path : origin + relative(path))),
    strip_index: onText((path) => path.replace(/\/index\.html?$/, '/')),
    markdownify: onText((text) => markdownFor(markup).render(text)),
    smartify: onText((text) => markdownFor(markup).renderInline(text)),
    slugify: onText((text, mode) => slugify(text, typeof mode === 'string' && isSlugMode(mode) ? mode : 'default')),
    emojify: onText((text) => text),
    // One text, one body, or no plan could be kept.
    sample: (value) => (Array.isArray(value) ? value[0] : value),
  }
  for (const [name, filter] of Object.entries(filters)) liquid.registerFilter(name, filter)
  for (const name of ['date', 'date_to_string', 'date_to_long_string', 'date_to_xmlschema', 'date_to_rfc822']) {
    const own = liquid.filters[name]
    if (typeof own !== 'function') continue
    liquid.registerFilter(name, function (value: unknown, ...args: unknown[]) {
      const isNow = value === 'now' || value === 'today'
      return own.call(this, isNow ? now : value, ...args)
    })
  }
}

function isWhole(path: string): boolean {
  return /^[a-z][a-z0-9+.-]*:|^\/\//i.test(path)
}

function asLiquidText(value: unknown): string {
  return typeof value === 'string' ? value : (asText(value) ?? '')
}
