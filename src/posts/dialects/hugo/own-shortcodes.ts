import { AssertionError, Liquid, LiquidError } from 'liquidjs'
import { markdownFor } from '../../markdown/markdown.ts'
import type { MarkupSettings } from '../../markup-settings.ts'

/** What a template of a shortcode can print; docs/templates.md tells it. */
export interface ShortcodeValues {
  name: string
  /** Arguments without a name, in their order. */
  args: string[]
  /** Arguments by name. */
  params: Record<string, string>
  /** Null for one that stands alone. */
  inner: string | null
  page: { title: string; url: string; language: string }
}

/** The shortcodes that a site's owner wrote as templates. */
export interface OwnShortcodes {
  /** @param form what the template's text will be read as; in HTML, what is printed is escaped */
  fill(name: string, values: ShortcodeValues, form: 'html' | 'markdown'): { text: string } | { fault: string }
}

/** A template may be wrong, even hostile; it must end, and must not take the machine with it. Milliseconds and bytes, about. */
const LIMITS = { parseLimit: 200_000, renderLimit: 1_000, memoryLimit: 20_000_000 }

/** @param templates by path below templates/shortcodes/: `note.liquid`. One may `{% render "icon" %}` another, and no other file. */
export function ownShortcodes(templates: ReadonlyMap<string, string>, markup: MarkupSettings): OwnShortcodes {
  const liquids = { html: liquidOver(templates, markup, 'escape'), markdown: liquidOver(templates, markup, undefined) }
  return {
    fill(name, values, form) {
      try {
        return { text: liquids[form].renderFileSync(name, values) }
      } catch (error) {
        if (!LiquidError.is(error) && !(error instanceof AssertionError)) throw error
        return { fault: (error as Error).message.replace(/\.$/, '') }
      }
    },
  }
}

function liquidOver(
  templates: ReadonlyMap<string, string>,
  markup: MarkupSettings,
  outputEscape: 'escape' | undefined,
): Liquid {
  const liquid = new Liquid({
    templates: byName(templates),
    cache: true,
    ownPropertyOnly: true,
    strictFilters: true,
    ...(outputEscape && { outputEscape }),
    ...LIMITS,
  })
  const html = (render: (text: string) => string) => ({
    handler: (text: unknown) => render(String(text ?? '')),
    raw: true,
  })
  liquid.registerFilter(
    'markdown',
    html((text) => markdownFor(markup).render(text)),
  )
  liquid.registerFilter(
    'markdown_line',
    html((text) => markdownFor(markup).renderInline(text)),
  )
  // One text, one body, or no plan could be kept.
  delete liquid.filters.sample
  delete liquid.filters.date
  return liquid
}

/** Without a prototype: `{% render "constructor" %}` names no template. */
function byName(templates: ReadonlyMap<string, string>): Record<string, string> {
  const named = [...templates].map(([file, text]) => [file.replace(/\.liquid$/, ''), text])
  return Object.assign(Object.create(null), Object.fromEntries(named))
}
