import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

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
const HUGOS_OWN = new Set(['figure', 'highlight', 'ref', 'relref', 'youtube', 'vimeo'])

/** Shortcodes and settings that 0.111 does not know yet, as newer versions have them; its own `param` fails where there is none. */
const NEWER: Record<string, string> = {
  param:
    '{{ $own := index (.Page.Params.params | default dict) (lower (.Get 0)) }}{{ $own | default (.Page.Param (.Get 0)) }}',
  details:
    '<details><summary>{{ with .Get (cond .IsNamedParams "summary" 0) }}{{ . }}{{ else }}Details{{ end }}</summary>{{ .Inner | .Page.RenderString (dict "display" "block") }}</details>',
  // A picture; what is a link is a card with us, else words.
  qr: '{{ $text := .Get "text" | default (trim .Inner "\\n ") }}{{ if not (hasPrefix $text "http") }}{{ $text }}{{ end }}',
}

export interface Stub {
  name: string
  template: string
}

/**
 * A template for each shortcode that the site's pages use: it prints what stands between its tags, else the words that it is given.
 * @param texts the site's pages
 */
export function stubShortcodes(texts: string[]): Stub[] {
  const opened = new Set<string>()
  /** Name → the mark of its closing tag, `<` or `%`. */
  const closed = new Map<string, string>()
  for (const [, mark = '', slash, name = ''] of texts.flatMap((text) => [...text.matchAll(TAG)])) {
    if (slash) closed.set(name, mark)
    else opened.add(name)
  }
  return [...opened]
    .filter((name) => !HUGOS_OWN.has(name))
    .map((name) => ({ name, template: templateFor(name, closed.get(name)) }))
}

/** The words that Broadsheet shows of a shortcode that it does not know, so that all around them is compared. */
const WORDS =
  '{{ $words := "" }}{{ if .IsNamedParams }}{{ range (slice "title" "text" "caption" "content" "alt") }}' +
  '{{ if not $words }}{{ with $.Get . }}{{ $words = trim (string .) " " }}{{ end }}{{ end }}{{ end }}{{ end }}' +
  '{{ with $words }}{{ $.Page.RenderString . }}{{ end }}'

const TAG = /\{\{([<%])\s*(\/?)\s*([\w][\w/.-]*)/g

/** Text between `{{% %}}` is the page's Markdown already; between `{{< >}}` it is made so here, as Broadsheet does. */
function templateFor(name: string, closedBy: string | undefined): string {
  const newer = NEWER[name]
  if (newer !== undefined) return newer
  if (closedBy === undefined) return WORDS
  return closedBy === '%' ? '{{ .Inner }}' : '{{ .Inner | .Page.RenderString (dict "display" "block") }}'
}

export async function writeLayouts(site: string, stubs: Stub[]): Promise<void> {
  const write = async (path: string, text: string) => {
    const file = join(site, 'layouts', path)
    await mkdir(join(file, '..'), { recursive: true })
    await writeFile(file, text)
  }
  await write('index.html', HOME)
  for (const { name, template } of stubs) await write(`shortcodes/${name}.html`, template)
}
