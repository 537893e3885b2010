import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { leftOver } from './left-over-template.ts'

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

/**
 * A template in the place of one that cannot be run: it prints what stands between its tags, else the picture or the words that it is given. Undefined for
 * a shortcode of Hugo's own.
 * @param texts the site's pages
 */
export function stubFor(name: string, texts: string[]): string | undefined {
  if (HUGOS_OWN.has(name)) return undefined
  const newer = NEWER[name]
  if (newer !== undefined) return newer
  const closed = closingIn(name, texts)
  // One that is closed is not run unless its template asks for what is inside.
  return closed === undefined
    ? leftOver(name)
    : `{{ if trim .Inner " \\t\\n" }}${INNER[closed]}{{ else }}${leftOver(name)}{{ end }}`
}

/** Text between `{{% %}}` is the page's Markdown already; between `{{< >}}` it is made so here, as Broadsheet does, but in a page of HTML. */
const INNER: Record<string, string> = {
  '%': '{{ .Inner }}',
  '<':
    '{{ if in (slice "html" "htm") .Page.File.Ext }}{{ .Inner | safeHTML }}{{ else }}' +
    '{{ .InnerDeindent | .Page.RenderString (dict "display" (cond (in .Inner "\\n") "block" "inline")) }}{{ end }}',
}

/** The form in which a shortcode is closed, by a tag or by a slash. */
function closingIn(name: string, texts: string[]): string | undefined {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const tags = [
    String.raw`\{\{([<%])\s*/\s*${escaped}[\s>%]`,
    String.raw`\{\{([<%])\s*${escaped}\s(?:[^{}]*\s)?/[>%]\}\}`,
  ]
  const found = tags.flatMap((tag) => texts.map((text) => new RegExp(tag).exec(text)?.[1]))
  return found.find((mark) => mark !== undefined)
}

export async function writeHome(site: string): Promise<void> {
  await mkdir(join(site, 'layouts'), { recursive: true })
  await writeFile(join(site, 'layouts/index.html'), HOME)
}

export async function writeStub(file: string, template: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, template)
}
