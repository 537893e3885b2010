/** Names that say what their first value is, as Broadsheet has them. */
const PICTURE_NAME = /(?:^|[_./-])(?:ima?ge?|fig(?:ure)?|pic(?:ture)?|photo|screenshot)/i

/**
 * A template that prints what Broadsheet shows of a shortcode that it does not know, so that all around it is compared: its picture, else
 * its words, a link where it has an address.
 */
export function leftOver(name: string): string {
  const isPicture = PICTURE_NAME.test(name)
  const keys = isPicture ? ['src', 'path', 'file', 'image', 'img'] : ['src']
  const first = isPicture ? '{{ if not .IsNamedParams }}{{ $src = $.Get 0 | default "" }}{{ end }}' : ''
  return (
    `${firstOf('$src', keys)}${first}` +
    `{{ $src = trim (string $src) " " }}${ADDRESSES}{{ if $isPicture }}${PICTURE}{{ else }}${WORDS}{{ end }}`
  )
}

const ADDRESSES =
  '{{ $isPicture := and (findRE `(?i)\\.(avif|bmp|gif|heic|heif|jfif|jpe?g|jxl|pjp|pjpeg|png|svgz?|tiff?|webp)([?#]|$)` $src) ' +
  '(or (not (findRE `^[A-Za-z][A-Za-z0-9+.-]*:` $src)) (findRE `(?i)^https?:` $src)) }}'

const PICTURE =
  `${firstOf('$caption', ['caption', 'text', 'content'])}${firstOf('$link', ['url', 'href', 'link'])}` +
  '{{ $title := "" }}{{ $alt := "" }}{{ $sides := "" }}{{ if .IsNamedParams }}{{ $title = .Get "title" | default "" }}' +
  '{{ with .Get "alt" }}{{ $alt = . }}{{ else }}{{ $alt = $.Page.RenderString $caption | plainify | htmlUnescape }}{{ end }}' +
  '{{ range $side := (slice "width" "height") }}{{ with findRE `^[0-9]+$` ($.Get $side | default "" | string) }}' +
  '{{ $sides = printf `%s %s="%s"` $sides $side (index . 0) }}{{ end }}{{ end }}{{ end }}' +
  '{{ $image := printf `<img src="%s" alt="%s"%s>` (htmlEscape $src) (htmlEscape $alt) $sides }}' +
  '{{ with $link }}{{ $image = printf `<a href="%s">%s</a>` (htmlEscape .) $image }}{{ end }}' +
  '{{ if or $caption $title }}<figure>{{ safeHTML $image }}<figcaption>{{ with $title }}<h4>{{ . }}</h4>{{ end }}' +
  '{{ with $caption }}<p>{{ $.Page.RenderString . }}</p>{{ end }}</figcaption></figure>{{ else }}{{ safeHTML $image }}{{ end }}'

const WORDS =
  `${firstOf('$words', ['title', 'text', 'caption', 'content', 'alt'])}${firstOf('$link', ['url', 'href', 'link', 'src'])}` +
  '{{ with $words }}{{ $shown := $.Page.RenderString . }}' +
  '{{ if $link }}<a href="{{ $link }}">{{ $shown }}</a>{{ else }}{{ $shown }}{{ end }}{{ end }}'

/** Sets the variable to the first of these parameters that says anything. */
function firstOf(variable: string, names: string[]): string {
  const list = names.map((name) => `"${name}"`).join(' ')
  return (
    `{{ ${variable} := "" }}{{ if .IsNamedParams }}{{ range (slice ${list}) }}{{ if not ${variable} }}` +
    `{{ with $.Get . }}{{ ${variable} = trim (string .) " " }}{{ end }}{{ end }}{{ end }}{{ end }}`
  )
}
