import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Newest entries of a feed, as Broadsheet's default. */
const NEWEST = '{{ range first 20 .Pages.ByDate.Reverse }}'

const RSS = `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>{{ .Title }}</title><link>{{ .Permalink }}</link><description>{{ .Title }}</description>
${NEWEST}<item><title>{{ .Title }}</title><link>{{ .Permalink }}</link><guid>{{ .Permalink }}</guid><pubDate>{{ .Date.Format "Mon, 02 Jan 2006 15:04:05 -0700" }}</pubDate><description>{{ .Summary | html }}</description><content:encoded>{{ .Content | html }}</content:encoded></item>
{{ end }}</channel></rss>`

const ATOM = `<feed xmlns="http://www.w3.org/2005/Atom"><title>{{ .Title }}</title><id>{{ .Permalink }}</id>
${NEWEST}<entry><title>{{ .Title }}</title><id>{{ .Permalink }}</id><link href="{{ .Permalink }}"/><published>{{ .Date.Format "2006-01-02T15:04:05Z07:00" }}</published><summary>{{ .Plain | truncate 300 }}</summary><content type="html">{{ .Content | html }}</content></entry>
{{ end }}</feed>`

const ITEM = '(dict "id" .Permalink "title" .Title "content_html" (string .Content) "content_text" .Plain)'
const JSON_FEED = `{{ $items := slice }}${NEWEST}{{ $items = $items | append ${ITEM} }}{{ end }}{{ dict "version" "https://jsonfeed.org/version/1.1" "title" .Title "items" $items | jsonify }}`

const LISTS = { 'list.rss.xml': RSS, 'list.atom.xml': ATOM, 'list.json': JSON_FEED }

/** What Hugo is given to do: the feeds alone, or every body besides, one file each. */
export const HUGO_TASKS = { newest: LISTS, all: { ...LISTS, 'single.json': `{{ ${ITEM} | jsonify }}` } }
export type HugoTask = keyof typeof HUGO_TASKS

/** A folder of layouts for each task, which the task's configuration chooses. */
export async function writeLayouts(site: string): Promise<void> {
  for (const [task, layouts] of Object.entries(HUGO_TASKS)) {
    const dir = join(site, layoutDir(task as HugoTask), '_default')
    await mkdir(dir, { recursive: true })
    for (const [name, text] of Object.entries(layouts)) await writeFile(join(dir, name), text)
  }
}

export function layoutDir(task: HugoTask): string {
  return `layouts-${task}`
}
