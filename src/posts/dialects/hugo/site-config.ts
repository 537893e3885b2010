import { isMap } from '../../../config/is-map.ts'
import type { MarkupSettings } from '../../markup-settings.ts'
import type { MountedDir } from '../../mounted-dir.ts'
import { type ConfigMap, mapAt, mergeConfig, valueAt } from './config-maps.ts'
import { flagAt, mapsAt, textAt, textsAt } from './config-values.ts'
import { type DateKeys, dateKeysOf } from './date-keys.ts'
import { defaultLanguageOf, disabledLanguagesOf, type HugoLanguage, languagesOf, languageTag } from './languages.ts'
import { markupSettingsOf } from './markup-settings.ts'
import { type ContentDir, contentDirsOf, staticDirsOf } from './mounts.ts'
import { type PageMatcher, pageMatcherOf } from './page-matcher.ts'
import { ignoredFilesOf, refuseUnfollowed } from './unfollowed-settings.ts'

/** What a Hugo site's configuration says, with Hugo's defaults. */
export interface HugoSite {
  title?: string
  /** As written; see site-base.ts for what it is good for. */
  baseUrl?: string
  author?: { name: string; email?: string }
  /** What the site is about, as themes print it. */
  description?: string
  /** Sections whose pages the site lists as its posts; none written: []. */
  mainSections: string[]
  /** In the order written. */
  languages: HugoLanguage[]
  /** Key of one of them. */
  defaultLanguage: string
  /** Tag of the default language, where the configuration names it. */
  language?: string
  /** IANA zone in which a date without one is read, where the configuration names it. */
  timeZone?: string
  /** Pattern by section, in lower case. */
  permalinks: Record<string, string>
  /** `[[permalinks]]` (Hugo 0.161 on), the first that matches winning. */
  permalinkRules: PermalinkRule[]
  /** For all, or for sections by name. */
  uglyUrls: boolean | string[]
  buildDrafts: boolean
  buildFuture: boolean
  buildExpired: boolean
  disablePathToLower: boolean
  removePathAccents: boolean
  pluralizeListTitles: boolean
  /** Links that begin with a slash are taken from the base URL, not from the host. */
  canonifyUrls: boolean
  hasCjkLanguage: boolean
  dateKeys: DateKeys
  markup: MarkupSettings
  /** Keys of languages that are switched off: their files belong to no other. */
  disabledLanguages: ReadonlySet<string>
  /** `ignoreFiles`: tried on absolute paths, of files and of the folders above them. */
  ignoredFiles: RegExp[]
  /** The deeper folder wins where one holds another. */
  contentDirs: ContentDir[]
  /** The deepest folder that holds all of them; '' is the site's own. */
  contentDir: string
  staticDirs: MountedDir[]
}

export interface PermalinkRule {
  pattern: string
  target: PageMatcher
}

/**
 * Parsed configuration files → the site; the later ones win, as in Hugo `config/production` over `config/_default`.
 * Throws UnfollowedSetting where it cannot be told which files are the site's.
 */
export function hugoSite(maps: Record<string, unknown>[]): HugoSite {
  const config = mergeConfig(maps)
  refuseUnfollowed(config)
  const languages = languagesOf(config, permalinksOf)
  const languageKeys = languages.map(({ key }) => key)
  const disabledLanguages = disabledLanguagesOf(config)
  const defaultKey = defaultLanguageOf(config)
  const ownTexts = mapAt(config, 'languages', defaultKey)
  const title = textAt(config, 'title') ?? textAt(ownTexts, 'title')
  const baseUrl = textAt(config, 'baseurl')
  const author = authorOf(config) ?? authorOf(ownTexts)
  const description = textAt(config, 'params', 'description') ?? textAt(ownTexts, 'params', 'description')
  const timeZone = textAt(config, 'timezone') ?? textAt(ownTexts, 'timezone')
  const language = writtenTag(ownTexts) ?? writtenTag(config) ?? textAt(config, 'defaultcontentlanguage')
  const contentDirs = contentDirsOf(config, languageKeys, disabledLanguages)
  return {
    ...(title && { title }),
    ...(baseUrl && { baseUrl }),
    ...(author && { author }),
    ...(description && { description }),
    mainSections: mainSectionsOf(config),
    languages,
    defaultLanguage: languageKeys.includes(defaultKey) ? defaultKey : (languageKeys[0] ?? defaultKey),
    ...(language && { language: languageTag(language) }),
    ...(timeZone && { timeZone }),
    permalinks: permalinksOf(config),
    permalinkRules: permalinkRulesOf(config),
    uglyUrls: uglyUrlsOf(config),
    buildDrafts: flagAt(config, 'builddrafts') ?? false,
    buildFuture: flagAt(config, 'buildfuture') ?? false,
    buildExpired: flagAt(config, 'buildexpired') ?? false,
    disablePathToLower: flagAt(config, 'disablepathtolower') ?? false,
    removePathAccents: flagAt(config, 'removepathaccents') ?? false,
    pluralizeListTitles: flagAt(config, 'pluralizelisttitles') ?? true,
    canonifyUrls: flagAt(config, 'canonifyurls') ?? false,
    hasCjkLanguage: flagAt(config, 'hascjklanguage') ?? false,
    dateKeys: dateKeysOf(config),
    markup: markupSettingsOf(config),
    disabledLanguages,
    ignoredFiles: ignoredFilesOf(config),
    contentDirs,
    contentDir: folderOfAll(contentDirs.map(({ dir }) => dir)),
    staticDirs: staticDirsOf(config, languageKeys),
  }
}

function writtenTag(map: ConfigMap): string | undefined {
  return textAt(map, 'locale') ?? textAt(map, 'languagecode')
}

function folderOfAll(dirs: string[]): string {
  const [first = [], ...others] = dirs.map((dir) => dir.split('/'))
  const shared = first.findIndex((part, index) => others.some((other) => other[index] !== part))
  return (shared < 0 ? first : first.slice(0, shared)).join('/')
}

/** `permalinks.posts = "…"`, or by page kind as `permalinks.page.posts` (Hugo 0.115 on), which wins. */
function permalinksOf(config: ConfigMap): Record<string, string> {
  const all = mapAt(config, 'permalinks')
  const forPages = mapAt(all, 'page')
  const patterns = [...Object.entries(all), ...Object.entries(forPages)]
  return Object.fromEntries(patterns.filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
}

function permalinkRulesOf(config: ConfigMap): PermalinkRule[] {
  return mapsAt(config, 'permalinks').flatMap((rule) => {
    const pattern = textAt(rule, 'pattern')
    return pattern ? [{ pattern, target: pageMatcherOf(mapAt(rule, 'target')) }] : []
  })
}

function uglyUrlsOf(config: ConfigMap): boolean | string[] {
  const value = valueAt(config, 'uglyurls')
  if (!isMap(value)) return flagAt(config, 'uglyurls') ?? false
  return Object.keys(value).filter((section) => flagAt(value, section))
}

/** At the top, or as themes read it, among the parameters. */
function mainSectionsOf(config: ConfigMap): string[] {
  const written = textsAt(config, 'mainsections')
  return written.length > 0 ? written : textsAt(config, 'params', 'mainsections')
}

/** `params.author` (a name, or a map), or the older `author` at the top. */
function authorOf(config: ConfigMap): HugoSite['author'] {
  for (const map of [mapAt(config, 'params'), config]) {
    const name = textAt(map, 'author') ?? textAt(map, 'author', 'name')
    const email = textAt(map, 'author', 'email')
    if (name) return { name, ...(email && { email }) }
  }
  return undefined
}
