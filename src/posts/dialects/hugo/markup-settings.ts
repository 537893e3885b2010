import type {
  Delimiters,
  HeadingIds,
  MarkupExtra,
  MarkupSettings,
  PassthroughSettings,
  TypographerMarks,
} from '../../markup-settings.ts'
import { type ConfigMap, mapAt, valueAt } from './config-maps.ts'
import { flagAt, textAt } from './config-values.ts'

/** `markup.goldmark` with Hugo's defaults: https://gohugo.io/configuration/markup/ */
export function markupSettingsOf(config: ConfigMap): MarkupSettings {
  const goldmark = mapAt(config, 'markup', 'goldmark')
  const extensions = mapAt(goldmark, 'extensions')
  const typographerMarks = marksOf(mapAt(extensions, 'typographer'))
  return {
    typographer: isOn(extensions, 'typographer'),
    ...(Object.keys(typographerMarks).length > 0 && { typographerMarks }),
    definitionLists: isOn(extensions, 'definitionlist'),
    footnotes: isOn(extensions, 'footnote'),
    linkify: isOn(extensions, 'linkify'),
    emoji: flagAt(config, 'enableemoji') ?? false,
    linkifyProtocol: /^[a-z][a-z\d+.-]*$/.exec(textAt(extensions, 'linkifyprotocol') ?? '')?.[0] ?? 'https',
    tables: isOn(extensions, 'table'),
    strikethrough: isOn(extensions, 'strikethrough'),
    extras: EXTRAS.filter((name) => flagAt(extensions, 'extras', name, 'enable') ?? false),
    hardWraps: flagAt(goldmark, 'renderer', 'hardwraps') ?? false,
    ...cjkOf(mapAt(extensions, 'cjk')),
    summaryLength: summaryLengthOf(config),
    headingAttributes: flagAt(goldmark, 'parser', 'attribute', 'title') ?? true,
    blockAttributes: flagAt(goldmark, 'parser', 'attribute', 'block') ?? false,
    taskLists: isOn(extensions, 'tasklist'),
    headingIds: headingIdsOf(mapAt(goldmark, 'parser')),
    passthrough: passthroughOf(mapAt(extensions, 'passthrough')),
    rawHtml: flagAt(goldmark, 'renderer', 'unsafe') ?? false,
  }
}

/** An extension is `true`, `{ enable = true }` or, for the typographer, `{ disable = false }`; all of these are on by default. */
function isOn(extensions: ConfigMap, name: string): boolean {
  const disabled = flagAt(extensions, name, 'disable')
  return flagAt(extensions, name) ?? flagAt(extensions, name, 'enable') ?? disabled !== true
}

const EXTRAS: MarkupExtra[] = ['mark', 'insert', 'delete', 'subscript', 'superscript']

function cjkOf(cjk: ConfigMap): Pick<MarkupSettings, 'eastAsianLineBreaks' | 'escapedSpace'> {
  const isEnabled = flagAt(cjk, 'enable') ?? false
  const style = textAt(cjk, 'eastasianlinebreaksstyle')?.toLowerCase() === 'css3draft' ? 'css3draft' : 'simple'
  return {
    eastAsianLineBreaks: isEnabled && flagAt(cjk, 'eastasianlinebreaks') ? style : 'none',
    escapedSpace: (isEnabled && flagAt(cjk, 'escapedspace')) || false,
  }
}

function summaryLengthOf(config: ConfigMap): number {
  const written = Number(textAt(config, 'summarylength'))
  return Number.isInteger(written) && written > 0 ? Math.min(written, LONGEST_SUMMARY) : 70
}

/** A summary is to be read before the post, not in its stead. */
const LONGEST_SUMMARY = 1_000

const MARKS = [
  ...(['ellipsis', 'emDash', 'enDash', 'leftAngleQuote', 'rightAngleQuote', 'leftDoubleQuote'] as const),
  ...(['rightDoubleQuote', 'leftSingleQuote', 'rightSingleQuote', 'apostrophe'] as const),
]

function marksOf(typographer: ConfigMap): TypographerMarks {
  return Object.fromEntries(
    MARKS.flatMap((name) => {
      const written = textAt(typographer, name.toLowerCase())
      return written === undefined ? [] : [[name, written]]
    }),
  )
}

function headingIdsOf(parser: ConfigMap): HeadingIds {
  if (flagAt(parser, 'autoheadingid') === false) return 'none'
  const kind = (textAt(parser, 'autoidtype') ?? textAt(parser, 'autoheadingidtype'))?.toLowerCase()
  return kind === 'github-ascii' || kind === 'blackfriday' ? kind : 'github'
}

/** Off by default; and a site that turns it on names its delimiters. */
function passthroughOf(passthrough: ConfigMap): PassthroughSettings {
  if (!flagAt(passthrough, 'enable')) return { block: [], inline: [] }
  const delimiters = mapAt(passthrough, 'delimiters')
  return { block: pairs(valueAt(delimiters, 'block')), inline: pairs(valueAt(delimiters, 'inline')) }
}

function pairs(value: unknown): Delimiters {
  if (!Array.isArray(value)) return []
  return value.filter(
    (pair): pair is [string, string] =>
      Array.isArray(pair) && pair.length === 2 && pair.every((text) => typeof text === 'string' && text !== ''),
  )
}
