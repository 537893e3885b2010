import { isMap } from '../../../config/is-map.ts'
import { asText } from '../../front-matter-fields.ts'
import type { MarkupSettings } from '../../markup-settings.ts'
import { flagOf, type JekyllConfig, mapOf, textsOf } from './config-values.ts'
import { defaultsOf, type FrontMatterDefault } from './defaults.ts'
import { ALWAYS_EXCLUDED } from './entry-filter.ts'
import { markupOf } from './markup.ts'
import { postTemplate } from './url-template.ts'

/** What a Jekyll site's configuration says, with Jekyll's defaults. */
export interface JekyllSite {
  /** As it is written, for Liquid. */
  config: JekyllConfig
  title?: string
  description?: string
  author?: { name?: string; email?: string }
  /** `url` and `baseurl`, where there is a host. */
  baseUrl?: string
  /** As it is written: '' or `/blog`. */
  basePath: string
  timeZone?: string
  language?: string
  /** A style by name, or a template. */
  permalink: string
  /** By name. Posts are among them. */
  collections: ReadonlyMap<string, JekyllCollection>
  /** Folder that holds all collections; '' is the site's own. */
  collectionsDir: string
  defaults: FrontMatterDefault[]
  exclude: string[]
  include: string[]
  future: boolean
  unpublished: boolean
  showDrafts: boolean
  /** Without a dot, in lower case. */
  markdownEndings: string[]
  /** Of excerpts; undefined: the first paragraph. */
  excerptSeparator?: string
  /** Gems that are loaded, as far as the site says. */
  plugins: ReadonlySet<string>
  markup: MarkupSettings
  includesDir: string
  dataDir: string
}

export interface JekyllCollection {
  output: boolean
  /** Template; absent: by the site's style. */
  permalink?: string
}

/** @param gems named by the site's Gemfile */
export function jekyllSite(config: JekyllConfig, gems: string[] = []): JekyllSite {
  const text = (key: string) => asText(config[key])
  const permalink = text('permalink') ?? 'date'
  const plugins = pluginsOf(config, gems)
  const destination = (text('destination') ?? '_site').replace(/^\.?\/|\/$/g, '')
  const [title, description, timeZone] = [text('title') ?? text('name'), text('description'), text('timezone')]
  const language = text('lang') ?? text('locale') ?? text('language')
  const author = authorOf(config)
  const basePath = basePathOf(text('baseurl'))
  const url = text('url')
  const separator = config.excerpt_separator
  return {
    config,
    ...(title && { title }),
    ...(description && { description }),
    ...(author && { author }),
    ...(url && { baseUrl: `${url.replace(/\/+$/, '')}${basePath}/` }),
    basePath,
    ...(timeZone && { timeZone }),
    ...(language && { language: language.replaceAll('_', '-') }),
    permalink,
    collections: collectionsOf(config.collections, permalink),
    collectionsDir: (text('collections_dir') ?? '').replace(/^\.?\/|\/$/g, ''),
    defaults: defaultsOf(config.defaults),
    exclude: [...textsOf(config.exclude), ...ALWAYS_EXCLUDED, destination],
    include: textsOf(config.include ?? ['.htaccess']),
    future: flagOf(config.future) ?? false,
    unpublished: flagOf(config.unpublished) ?? false,
    showDrafts: flagOf(config.show_drafts) ?? false,
    markdownEndings: (text('markdown_ext') ?? 'markdown,mkdown,mkdn,mkd,md')
      .toLowerCase()
      .split(/[\s,]+/)
      .filter(Boolean),
    ...(typeof separator === 'string' && separator.trim() !== '' && { excerptSeparator: separator }),
    plugins,
    markup: markupOf(config, plugins),
    includesDir: (text('includes_dir') ?? '_includes').replace(/^\.?\/|\/$/g, ''),
    dataDir: (text('data_dir') ?? '_data').replace(/^\.?\/|\/$/g, ''),
  }
}

/** `/blog`; '' at the top. */
function basePathOf(written: string | undefined): string {
  const path = (written ?? '').replace(/^\/+|\/+$/g, '')
  return path === '' ? '' : `/${path}`
}

function collectionsOf(written: unknown, permalink: string): Map<string, JekyllCollection> {
  const named: [string, unknown][] = Array.isArray(written)
    ? textsOf(written).map((name) => [name, {}])
    : Object.entries(mapOf(written))
  const found = named.map(([name, value]): [string, JekyllCollection] => {
    const own = asText(mapOf(value).permalink)
    return [name, { output: flagOf(mapOf(value).output) ?? false, ...(own && { permalink: own }) }]
  })
  const collections = new Map(found)
  const own = collections.get('posts')?.permalink
  return collections.set('posts', { output: true, permalink: own ?? postTemplate(permalink) })
}

/** What GitHub Pages loads for every site. */
const PAGES_GEMS = [
  ...['jekyll-coffeescript', 'jekyll-default-layout', 'jekyll-gist', 'jekyll-github-metadata', 'jekyll-paginate'],
  ...['jekyll-optional-front-matter', 'jekyll-readme-index', 'jekyll-titles-from-headings', 'jekyll-relative-links'],
]

function pluginsOf(config: JekyllConfig, gems: string[]): Set<string> {
  const named = [...textsOf(config.plugins), ...textsOf(config.gems), ...gems]
  return new Set(named.includes('github-pages') ? [...named, ...PAGES_GEMS] : named)
}

function authorOf({ author, email }: JekyllConfig): JekyllSite['author'] {
  const name = isMap(author) ? asText(author.name) : asText(author)
  const address = asText(isMap(author) ? (author.email ?? email) : email)
  return name || address ? { ...(name && { name }), ...(address && { email: address }) } : undefined
}
