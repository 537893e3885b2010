import { isMap } from '../../../config/is-map.ts'
import type { MarkupExtra, MarkupSettings } from '../../markup-settings.ts'
import { PlainScript } from '../../plain-script.ts'
import { DEFAULT_MARKUP } from '../default-markup.ts'
import { mapOf } from './data-cascade.ts'
import type { EleventySite, TemplateLanguage } from './eleventy-site.ts'

/**
 * What an Eleventy site's configuration says in so many words. Nothing of it is run.
 * @param packages names of what its package.json asks for
 */
export function eleventySite(script: string, packages: readonly string[] = []): EleventySite {
  const config = new PlainScript(script)
  const dirs = dirsOf(config)
  const passthrough = passthroughOf(config)
  const prefix = config.valueOf('pathPrefix')
  const separator = config.valueOf('excerpt_separator')
  const code = [
    ...dirs.code,
    ...(passthrough.isCode ? ['addPassthroughCopy'] : []),
    ...(prefix === 'code' ? ['pathPrefix'] : []),
  ]
  const layouts = dirs.of('layouts')
  const input = dirs.of('input') ?? ''
  const within = (name: string) => folderPath([input, name].filter(Boolean).join('/'))
  return {
    input,
    output: dirs.of('output') ?? '_site',
    includes: within(dirs.of('includes') ?? '_includes'),
    ...(layouts !== undefined && { layouts: within(layouts) }),
    data: within(dirs.of('data') ?? '_data'),
    ...(isValue(prefix) && typeof prefix.value === 'string' && { pathPrefix: prefix.value }),
    linksFromBase: config.names('HtmlBasePlugin') || config.names('EleventyHtmlBasePlugin'),
    markdownTemplates: languageIn(config, 'markdownTemplateEngine'),
    htmlTemplates: languageIn(config, 'htmlTemplateEngine'),
    passthrough: passthrough.copies,
    usesGitIgnore: !config.calls('setUseGitIgnore').some(([given]) => given?.value === false),
    ignored: config.calls('add').flatMap(([given]) => textIn(given?.value)),
    ...(isValue(separator) && typeof separator.value === 'string' && { excerptSeparator: separator.value }),
    globalData: Object.fromEntries(
      config
        .calls('addGlobalData')
        .flatMap(([name, data]) =>
          typeof name?.value === 'string' && name.value !== '__proto__' && data ? [[name.value, data.value]] : [],
        ),
    ),
    markup: markupOf(config, [...packages, ...PLUGINS.filter((name) => config.names(name))]),
    code,
  }
}

function isValue<T>(found: T | 'code' | undefined): found is T {
  return found !== undefined && found !== 'code'
}

function textIn(value: unknown): string[] {
  return typeof value === 'string' ? [value] : []
}

/** Without what stands for the folder itself: `./src/` → `src`. */
export function folderPath(path: string): string {
  return path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/')
}

const SETTERS: Record<string, string> = {
  input: 'setInputDirectory',
  includes: 'setIncludesDirectory',
  layouts: 'setLayoutsDirectory',
  data: 'setDataDirectory',
  output: 'setOutputDirectory',
}

function dirsOf(config: PlainScript) {
  const dir = config.valueOf('dir')
  const given = isValue(dir) ? mapOf(dir.value) : {}
  const called = Object.entries(SETTERS).map(([name, setter]) => [name, config.calls(setter)[0]] as const)
  const set = new Map(called.flatMap(([name, call]) => textIn(call?.[0]?.value).map((path) => [name, path] as const)))
  const code = isValue(dir) ? dir.code : dir === 'code' ? ['input'] : []
  const inCalls = called.flatMap(([name, call]) => (call && !set.has(name) ? [name] : []))
  return {
    of: (name: string) => {
      const path = set.get(name) ?? given[name]
      return typeof path === 'string' ? folderPath(path) : undefined
    },
    code: [...code, ...inCalls].map((name) => `dir.${name}`),
  }
}

function passthroughOf(config: PlainScript) {
  const given = config.calls('addPassthroughCopy').map(([first]) => first)
  const copies = given.flatMap((each): EleventySite['passthrough'] => {
    if (typeof each?.value === 'string') return [{ from: folderPath(each.value) }]
    if (!isMap(each?.value)) return []
    return Object.entries(each.value).flatMap(([from, to]) =>
      typeof to === 'string' ? [{ from: folderPath(from), to: folderPath(to) }] : [],
    )
  })
  // A pattern is of files beside the pages, which are found where they lie.
  return {
    copies: copies.filter(({ from }) => !/[*{]/.test(from)),
    isCode: given.some((each) => each === undefined || each.code.length > 0),
  }
}

function languageIn(config: PlainScript, key: string): TemplateLanguage {
  const found = config.valueOf(key)
  return isValue(found) ? templateLanguage(found.value) : 'liquid'
}

/** As `markdownTemplateEngine` and `templateEngineOverride` name it. */
export function templateLanguage(written: unknown): TemplateLanguage {
  if (typeof written !== 'string') return 'none'
  if (/\bnjk\b|\bnunjucks\b/i.test(written)) return 'njk'
  return /\bliquid\b/i.test(written) ? 'liquid' : 'none'
}

const EXTRAS: Record<string, MarkupExtra> = {
  'markdown-it-mark': 'mark',
  'markdown-it-ins': 'insert',
  'markdown-it-sub': 'subscript',
  'markdown-it-sup': 'superscript',
}
const PLUGINS = [
  ...Object.keys(EXTRAS),
  ...['markdown-it-footnote', 'markdown-it-deflist', 'markdown-it-attrs', 'markdown-it-emoji'],
  ...['markdown-it-task-lists', 'markdown-it-task-checkbox', 'markdown-it-todo'],
]

/** Markdown as Eleventy has it by itself, with the plugins of markdown-it that the site has installed. */
function markupOf(config: PlainScript, packages: readonly string[]): MarkupSettings {
  const has = (...names: string[]) => names.some((name) => packages.includes(name))
  const given = ['markdownIt', 'markdownit', 'MarkdownIt', 'mdIt', 'set'].flatMap((name) => config.calls(name))
  const options = given.map(([first]) => mapOf(first?.value))
  const isOn = (key: string) => options.some((each) => each[key] === true)
  return {
    ...DEFAULT_MARKUP,
    typographer: isOn('typographer'),
    linkify: isOn('linkify'),
    hardWraps: isOn('breaks'),
    footnotes: has('markdown-it-footnote'),
    definitionLists: has('markdown-it-deflist'),
    headingAttributes: has('markdown-it-attrs'),
    emoji: has('markdown-it-emoji'),
    taskLists: has('markdown-it-task-lists', 'markdown-it-task-checkbox', 'markdown-it-todo'),
    extras: Object.entries(EXTRAS).flatMap(([name, extra]) => (has(name) ? [extra] : [])),
    indentedCode: false,
  }
}
