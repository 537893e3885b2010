import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { EleventySite } from '../../../src/posts/dialects/eleventy/eleventy-site.ts'
import { findTool } from '../../missing-tool.ts'
import type { TheirPage } from '../compare-pages.ts'
import type { SiteStubs } from './copy-site.ts'

const VERSION = '3'

export class EleventyFailed extends Error {
  override readonly name = 'EleventyFailed'
}

/** Builds a copy of copySite's. Throws MissingTool, EleventyFailed. */
export async function runEleventy(site: string, settings: EleventySite, stubs: SiteStubs): Promise<TheirPage[]> {
  const home = await installed()
  await symlink(join(home, 'node_modules'), join(site, 'node_modules'))
  await writeFile(join(site, 'package.json'), '{ "type": "module" }')
  await writeFile(join(site, 'eleventy.config.js'), configText(settings, stubs))
  await writeFile(
    join(site, settings.input, 'oracle.11ty.js'),
    listing(settings.input === '' ? 0 : settings.input.length + 1),
  )
  const args = [join(home, 'node_modules/@11ty/eleventy/cmd.cjs'), '--quiet']
  const run = promisify(execFile)(process.execPath, args, { cwd: site, timeout: 300_000, maxBuffer: 64 * 1024 * 1024 })
  await run.catch((error: Error & { stderr?: string; stdout?: string }) => {
    const said = `${error.stdout ?? ''}\n${error.stderr ?? ''}`.split('\n').filter((line) => line.trim() !== '')
    throw new EleventyFailed(`Eleventy failed: ${said.slice(0, 8).join('\n') || error.message}`)
  })
  return JSON.parse(await readFile(join(site, 'oracle-output/oracle.json'), 'utf8'))
}

/** In a folder of its own, where it stays. */
async function installed(): Promise<string> {
  const home = join(tmpdir(), `broadsheet-eleventy-${VERSION}`)
  if (existsSync(join(home, 'node_modules/@11ty/eleventy/cmd.cjs'))) return home
  const npm = await findTool('npm', 'It comes with Node.')
  await mkdir(home, { recursive: true })
  const args = ['install', `@11ty/eleventy@${VERSION}`, '--prefix', home, '--no-audit', '--no-fund', '--ignore-scripts']
  await promisify(execFile)(npm, args, { timeout: 300_000 }).catch((error: Error) => {
    throw new EleventyFailed(`Eleventy could not be installed: ${error.message.split('\n').slice(0, 5).join('\n')}`)
  })
  return home
}

/** What is not known prints what Broadsheet prints of it: what stands between its tags, a picture, a link. */
function configText(settings: EleventySite, { filters, shortcodes, paired }: SiteStubs): string {
  const dir = { input: settings.input || '.', output: 'oracle-output', ...below(settings) }
  return `
const shown = (...given) => {
  const texts = given.filter((each) => typeof each === "string");
  const picture = texts.find((each) => /\\.(?:png|jpe?g|gif|webp|avif|svg)$/i.test(each));
  const words = (other) => texts.find((each) => each !== other && each.trim() !== "");
  if (picture) return '<img src="' + picture + '" alt="' + (words(picture) ?? "") + '">';
  const link = texts.find((each) => /^https?:\\/\\/\\S+$/i.test(each));
  return link && words(link) ? '<a href="' + link + '">' + words(link) + "</a>" : "";
};
const OWN = new Set(["if","else","elsif","elif","for","set","raw","include","assign","capture","comment","unless","case","when","cycle","render","macro","block","extends","import","from","call","filter","verbatim","tablerow","break","continue","increment","decrement","echo","liquid"]);
const fence = (inner, language) => "<pre><code class=\\"language-" + language + "\\">" + inner.trim().replace(/&/g, "&amp;").replace(/</g, "&lt;") + "\\n</code></pre>";
export default function (config) {
  for (const name of ${JSON.stringify(filters)}) if (!BUILT_IN.has(name) && !config.getFilter(name)) config.addFilter(name, (value) => value);
  for (const name of ${JSON.stringify(shortcodes)}) if (!OWN.has(name)) config.addShortcode(name, shown);
  for (const name of ${JSON.stringify(paired)}) if (!OWN.has(name)) config.addPairedShortcode(name, name === "highlight" ? fence : name === "css" || name === "js" ? () => "" : (inner) => inner);
}
const BUILT_IN = new Set(${JSON.stringify(BUILT_IN)});
export const config = ${JSON.stringify({ dir, markdownTemplateEngine: settings.markdownTemplates === 'none' ? false : settings.markdownTemplates })};
`
}

const BUILT_IN = [
  ...[
    'abs',
    'append',
    'at_least',
    'at_most',
    'capitalize',
    'ceil',
    'compact',
    'concat',
    'date',
    'default',
    'divided_by',
  ],
  ...['downcase', 'escape', 'first', 'floor', 'join', 'json', 'last', 'lower', 'lstrip', 'map', 'minus', 'modulo'],
  ...['newline_to_br', 'plus', 'prepend', 'remove', 'replace', 'reverse', 'round', 'rstrip', 'safe', 'size', 'slice'],
  ...['sort', 'split', 'strip', 'strip_html', 'times', 'title', 'trim', 'truncate', 'truncatewords', 'uniq', 'upcase'],
  ...['upper', 'url_decode', 'url_encode', 'urlencode', 'where', 'length', 'dump', 'striptags'],
]

function below({ input, includes, data }: EleventySite) {
  const from = (path: string) => (input === '' ? path : path.slice(input.length + 1))
  return { includes: from(includes), data: from(data) }
}

/** All pages with a date of their own, as Eleventy has them. */
const listing = (cut: number) => `
export default class {
  data() { return { permalink: "/oracle.json", eleventyExcludeFromCollections: true }; }
  render({ collections }) {
    const dated = collections.all.filter((page) => page.data.date !== undefined || /\\d{4}-\\d{2}-\\d{2}/.test(page.inputPath));
    return JSON.stringify(dated.filter((page) => page.url && page.data.draft !== true).map((page) => ({
      file: page.inputPath.replace(/^\\.\\//, "").slice(${cut}),
      url: page.url, date: page.date.toISOString(), title: String(page.data.title ?? ""), content: page.content,
    })));
  }
}
`
