import type { MarkupSettings } from '../../body-context.ts'
import { type ConfigMap, mapAt } from './config-maps.ts'
import { flagAt } from './config-values.ts'

/** `markup.goldmark` with Hugo's defaults: https://gohugo.io/configuration/markup/ */
export function markupSettingsOf(config: ConfigMap): MarkupSettings {
  const goldmark = mapAt(config, 'markup', 'goldmark')
  const extensions = mapAt(goldmark, 'extensions')
  return {
    typographer: isOn(extensions, 'typographer'),
    definitionLists: isOn(extensions, 'definitionlist'),
    footnotes: isOn(extensions, 'footnote'),
    linkify: isOn(extensions, 'linkify'),
    emoji: flagAt(config, 'enableemoji') ?? false,
    blockAttributes: flagAt(goldmark, 'parser', 'attribute', 'block') ?? false,
    rawHtml: flagAt(goldmark, 'renderer', 'unsafe') ?? false,
  }
}

/** An extension is `true`, `{ enable = true }` or, for the typographer, `{ disable = false }`; all of these are on by default. */
function isOn(extensions: ConfigMap, name: string): boolean {
  const disabled = flagAt(extensions, name, 'disable')
  return flagAt(extensions, name) ?? flagAt(extensions, name, 'enable') ?? disabled !== true
}
