import { isMap } from '../../../config/is-map.ts'
import { FIRST_LINE } from '../../printed-bodies.ts'
import { type ConfigMap, mapAt, mergeConfig } from './config-maps.ts'
import { mapsAt, textAt, textsAt } from './config-values.ts'

/** What a run of Hugo that prints the bodies is given beside the site's own files. */
export interface Overlay {
  /** Absolute folder of LAYOUTS. */
  layouts: string
  /** Absolute folder with nothing in it, in the place of the site's static files. */
  empty: string
  /** Of the site, absolute. */
  baseUrl: string
  /** Minor version: 111 of 0.111.3. */
  version: number
}

/** One page a language. */
export const BODIES_FILE = 'broadsheet-bodies.html'

// As HTML, whose shortcodes and render hooks are those that the site's pages have.
const HOME = `${FIRST_LINE}
{{ range site.RegularPages }}{{ if .File -}}
{{ $isDivided := in .RawContent "<!--more-->" -}}
{{ dict "file" .File.Filename "url" .Permalink "html" (string .Content) "before" (cond $isDivided (string .Summary) "") | jsonify }}
{{ end }}{{ end }}`

/** By the names of older and of newer versions. */
export const LAYOUTS: Readonly<Record<string, string>> = { 'index.broadsheet.html': HOME, 'home.broadsheet.html': HOME }

const OTHER_KINDS = ['page', 'section', 'taxonomy', 'term']

/**
 * A site's configuration, of all its files, for a run that renders its home pages alone, in a format of ours: every other page has its
 * address and its words, and no template of the site's is run but for shortcodes, render hooks and what they ask for.
 * @param maps parsed configuration files, the later ones win
 */
export function overlayConfig(maps: Record<string, unknown>[], overlay: Overlay): ConfigMap {
  const config = mergeConfig(maps)
  const languages = Object.entries(mapAt(config, 'languages'))
  return {
    ...config,
    ...(languages.length > 0 && {
      languages: Object.fromEntries(languages.map(([key, map]) => [key, isMap(map) ? languageOf(map, overlay) : map])),
    }),
    baseurl: overlay.baseUrl,
    outputformats: {
      ...mapAt(config, 'outputformats'),
      broadsheet: { mediatype: 'text/html', basename: BODIES_FILE.slice(0, -'.html'.length), permalinkable: false },
    },
    outputs: { home: ['broadsheet'], ...Object.fromEntries(OTHER_KINDS.map((kind) => [kind, ['html']])) },
    cascade: withLinksOnly(config, overlay),
    disablekinds: [...textsAt(config, 'disablekinds').filter((kind) => kind.toLowerCase() !== 'home'), ...UNNEEDED],
    module: { ...mapAt(config, 'module'), mounts: mountsOf(config, overlay) },
    minify: { minifyoutput: false },
    // What looks like an address in code samples would be rewritten, too.
    canonifyurls: false,
    relativeurls: false,
  }
}

const UNNEEDED = ['sitemap', 'RSS', 'robotsTXT', '404']

/** What it says of formats and pages goes: the whole site's would give way to it. */
function languageOf(map: ConfigMap, overlay: Overlay): ConfigMap {
  const { outputs: _, disablekinds: __, cascade, ...rest } = map
  return cascade === undefined ? rest : { ...rest, cascade: withLinksOnly(map, overlay) }
}

/** A page that is not rendered keeps its address, by which others link to it. */
function withLinksOnly(config: ConfigMap, { version }: Overlay): unknown[] {
  const { cascade } = config
  const written = Array.isArray(cascade) ? cascade : isMap(cascade) ? [cascade] : []
  const target = { kind: `{${OTHER_KINDS.join(',')}}` }
  const build = { render: 'link', publishresources: false }
  return [...written, { [version < 156 ? '_target' : 'target']: target, [version < 145 ? '_build' : 'build']: build }]
}

/** Ours before the site's own: the first of two that lie in one place counts. A mount on one component leaves those on others alone. */
function mountsOf(config: ConfigMap, { layouts, empty }: Overlay): ConfigMap[] {
  const written = mapsAt(config, 'module', 'mounts')
  const isOn = (name: string) => (mount: ConfigMap) => {
    const [component] = (textAt(mount, 'target') ?? '').replace(/^\.?\/+/, '').split('/')
    return component === name
  }
  const own = written.some(isOn('layouts'))
    ? []
    : [{ source: textAt(config, 'layoutdir') ?? 'layouts', target: 'layouts' }]
  return [
    { source: layouts, target: 'layouts' },
    ...written.filter((mount) => !isOn('static')(mount)),
    ...own,
    { source: empty, target: 'static' },
  ]
}

/** Folders of a site that Hugo writes, below it. */
export function writtenDirs(maps: Record<string, unknown>[]): string[] {
  const config = mergeConfig(maps)
  return [textAt(config, 'publishdir') ?? 'public', textAt(config, 'resourcedir') ?? 'resources']
}

/** Hugo's word for a version that a site wants, `module.hugoVersion.min`, where this is an older one. */
export function wantsNewer(maps: Record<string, unknown>[], version: number): string | undefined {
  const min = textAt(mergeConfig(maps), 'module', 'hugoversion', 'min')
  const [, minor] = /^0\.(\d+)/.exec(min ?? '') ?? []
  return minor !== undefined && Number(minor) > version ? min : undefined
}
