import { execFile } from 'node:child_process'
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { findTool } from '../../missing-tool.ts'

/** A document as Jekyll itself sees it. */
export interface JekyllPage {
  /** Below the site's folder. */
  file: string
  url: string
  /** RFC 3339, in the site's zone. */
  date: string
  isDated: boolean
  title: string
  /** HTML, without its layout. */
  content: string
}

export class JekyllFailed extends Error {
  override readonly name = 'JekyllFailed'
}

const LEFT_OUT = new Set([
  '_site',
  '.git',
  '.jekyll-cache',
  '_plugins',
  '_layouts',
  'Gemfile',
  'Gemfile.lock',
  'node_modules',
])

/** A site's posts, includes and data, to be built anywhere: without its layouts, and without plugins that are not installed. */
export async function copySite(dir: string, target: string): Promise<void> {
  await cp(dir, target, { recursive: true, preserveTimestamps: true, filter: (path) => !LEFT_OUT.has(basename(path)) })
  const file = join(target, '_config.yml')
  const config = await readFile(file, 'utf8').catch(() => '')
  await rm(file, { force: true })
  await writeFile(file, withoutKeys(config, ['plugins', 'gems', 'theme', 'remote_theme', 'highlighter', 'destination']))
  await datePages(target)
  await mkdir(join(target, '_plugins'))
  await writeFile(join(target, '_plugins/oracle.rb'), PLUGIN)
}

/** Gives documents of collections a date where they have none, so that their words are compared, too. */
async function datePages(dir: string): Promise<void> {
  const names = await readdir(dir, { recursive: true })
  for (const name of names.filter((each) => /^_(?!posts|drafts|includes|data)[^/]*\/.*\.(?:md|markdown)$/.test(each))) {
    const text = await readFile(join(dir, name), 'utf8')
    if (!/^---\n/.test(text) || /^date:/m.test(text.slice(0, text.indexOf('\n---', 4)))) continue
    await writeFile(join(dir, name), text.replace('---\n', '---\ndate: 2000-01-01\n'))
  }
}

/** Without the blocks of these keys at the top of a YAML text. */
function withoutKeys(yaml: string, keys: string[]): string {
  return yaml.replace(new RegExp(`^(?:${keys.join('|')})[ \\t]*:.*\\n(?:(?:[ \\t]+.*|-.*)?\\n)*`, 'gm'), '')
}

/** Prints what is published, and nothing in the place of what is not in the copy. */
const PLUGIN = `
require "json"
module Lenient
  def render(context)
    super
  rescue StandardError
    ""
  end
end
[Jekyll::Tags::IncludeTag, Jekyll::Tags::OptimizedIncludeTag, Jekyll::Tags::IncludeRelativeTag, Jekyll::Tags::Link, Jekyll::Tags::PostUrl].each { |tag| tag.prepend(Lenient) }
Jekyll::Hooks.register :site, :post_render do |site|
  pages = site.docs_to_write.map do |doc|
    dated = doc.date.to_i != site.time.to_i
    { file: doc.path.delete_prefix(site.source + "/"), url: doc.url, date: doc.date.xmlschema, isDated: dated,
      title: doc.data["title"].to_s, content: doc.content }
  end
  File.write(File.join(site.source, "oracle.json"), JSON.generate(pages))
end
`

/** Builds a copy of copySite's. Throws MissingTool, JekyllFailed. */
export async function runJekyll(site: string): Promise<JekyllPage[]> {
  const jekyll = await findTool('jekyll', 'Install it: apt-get install jekyll.')
  await writeFile(join(site, 'oracle.yml'), 'highlighter: none\nstrict_front_matter: false\n')
  const args = ['build', '--quiet', '--disable-disk-cache', '--config', '_config.yml,oracle.yml']
  const run = promisify(execFile)(jekyll, args, { cwd: site, timeout: 300_000, maxBuffer: 64 * 1024 * 1024 })
  await run.catch((error: Error & { stderr?: string }) => {
    const said = (error.stderr ?? '').split('\n').filter((line) => line.trim() !== '' && !/^\s+from /.test(line))
    throw new JekyllFailed(`jekyll failed: ${said.slice(0, 5).join('\n') || error.message}`)
  })
  return JSON.parse(await readFile(join(site, 'oracle.json'), 'utf8'))
}
