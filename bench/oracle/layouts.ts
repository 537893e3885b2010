import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** The home page of each language is a list of the language's pages, one JSON object a line. */
export const FIRST_LINE = '{"oracle":true}'
const HOME = `${FIRST_LINE}
{{ range site.RegularPages }}{{ if .File -}}
{{ dict
  "file" .File.Filename
  "languageKey" .Language.Lang
  "isDraft" .Draft
  "permalink" .Permalink
  "date" (.Date.Format "2006-01-02T15:04:05Z07:00")
  "publishDate" (.PublishDate.Format "2006-01-02T15:04:05Z07:00")
  "lastmod" (.Lastmod.Format "2006-01-02T15:04:05Z07:00")
  "expiryDate" (.ExpiryDate.Format "2006-01-02T15:04:05Z07:00")
  "title" .Title
  "params" .Params
  "summary" (string .Summary)
  "isDivided" (gt (len (findRE "<!--more-->" .RawContent)) 0)
  "content" (string .Content)
| jsonify }}
{{ end }}{{ end }}`

/** Shortcodes of Hugo 0.111 that need neither the site's templates nor the network. */
const HUGOS_OWN = new Set(['figure', 'gist', 'highlight', 'ref', 'relref', 'youtube', 'vimeo'])

/** Shortcodes and settings that 0.111 does not know yet, as newer versions have them; its own `param` fails where there is none. */
const NEWER: Record<string, string> = {
  param:
    '{{ $own := index (.Page.Params.params | default dict) (lower (.Get 0)) }}{{ $own | default (.Page.Param (.Get 0)) }}',
  details:
    '<details><summary>{{ with .Get (cond .IsNamedParams "summary" 0) }}{{ . }}{{ else }}Details{{ end }}</summary>{{ .Inner | .Page.RenderString (dict "display" "block") }}</details>',
  // A picture; what is a link is one in its place with us, else words.
  qr: '{{ $text := .Get "text" | default (trim .Inner "\\n ") }}{{ if hasPrefix $text "http" }}<p><a href="{{ $text }}">{{ $text }}</a></p>{{ else }}<pre><code>{{ $text }}</code></pre>{{ end }}',
}

/** The words that Broadsheet shows of a shortcode that it does not know, a link where it has an address, so that all around them is compared. */
const WORDS =
  '{{ $words := "" }}{{ if .IsNamedParams }}{{ range (slice "title" "text" "caption" "content" "alt") }}' +
  '{{ if not $words }}{{ with $.Get . }}{{ $words = trim (string .) " " }}{{ end }}{{ end }}{{ end }}{{ end }}' +
  '{{ $link := "" }}{{ if .IsNamedParams }}{{ range (slice "url" "href" "link" "src") }}' +
  '{{ if not $link }}{{ with $.Get . }}{{ $link = string . }}{{ end }}{{ end }}{{ end }}{{ end }}' +
  '{{ with $words }}{{ $shown := $.Page.RenderString . }}' +
  '{{ if $link }}<a href="{{ $link }}">{{ $shown }}</a>{{ else }}{{ $shown }}{{ end }}{{ end }}'

/**
 * A template in the place of one that cannot be run: it prints what stands between its tags, else the words that it is given. Undefined for
 * a shortcode of Hugo's own.
 * @param texts the site's pages
 */
export function stubFor(name: string, texts: string[]): string | undefined {
  if (HUGOS_OWN.has(name)) return undefined
  const newer = NEWER[name]
  if (newer !== undefined) return newer
  const closing = new RegExp(String.raw`\{\{([<%])\s*/\s*${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}[\s>%]`)
  const mark = texts.map((text) => closing.exec(text)?.[1]).find((found) => found !== undefined)
  if (mark === undefined) return WORDS
  // Text between `{{% %}}` is the page's Markdown already; between `{{< >}}` it is made so here, as Broadsheet does.
  return mark === '%' ? '{{ .Inner }}' : '{{ .Inner | .Page.RenderString (dict "display" "block") }}'
}

export async function writeHome(site: string): Promise<void> {
  await mkdir(join(site, 'layouts'), { recursive: true })
  await writeFile(join(site, 'layouts/index.html'), HOME)
}

export async function writeStub(file: string, template: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, template)
}
