import { asText } from '../../front-matter-fields.ts'
import type { MarkupSettings } from '../../markup-settings.ts'
import { flagOf, type JekyllConfig, mapOf } from './config-values.ts'

/** kramdown with the input of GFM, as Jekyll sets it up: https://jekyllrb.com/docs/configuration/markdown/ */
export function markupOf(config: JekyllConfig, plugins: ReadonlySet<string>): MarkupSettings {
  const kramdown = mapOf(config.kramdown)
  const isGfm = (asText(kramdown.input) ?? 'GFM').toUpperCase() === 'GFM'
  return {
    typographer: true,
    emoji: plugins.has('jemoji'),
    definitionLists: true,
    footnotes: true,
    linkify: false,
    linkifyProtocol: 'https',
    tables: true,
    strikethrough: isGfm,
    extras: [],
    hardWraps: isGfm && (flagOf(kramdown.hard_wrap) ?? false),
    eastAsianLineBreaks: 'none',
    escapedSpace: false,
    summaryLength: 70,
    headingAttributes: true,
    blockAttributes: false,
    taskLists: isGfm,
    headingIds: flagOf(kramdown.auto_ids) === false ? 'none' : 'kramdown',
    passthrough: { block: [['$$', '$$']], inline: [['$$', '$$']] },
    rawHtml: true,
    kramdown: true,
    ...(plugins.has('jekyll-mentions') && { mentions: mentionsOf(config['jekyll-mentions']) }),
  }
}

function mentionsOf(written: unknown): string {
  const base = asText(written) ?? asText(mapOf(written).base_url) ?? 'https://github.com'
  return base.replace(/\/+$/, '')
}
