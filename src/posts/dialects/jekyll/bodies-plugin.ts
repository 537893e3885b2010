import { FIRST_LINE } from '../../printed-bodies.ts'

/** Where the plugin writes, by the environment. */
export const BODIES_VARIABLE = 'BROADSHEET_BODIES'

/**
 * Of a run of Jekyll that is to print the bodies and nothing else: without layouts a document's output is its body, after all plugins had their
 * turn at it, and what is not there is not written.
 */
export const BODIES_PLUGIN = `require "json"

Jekyll::Hooks.register :site, :post_read, :priority => :low do |site|
  site.layouts.clear
end

Jekyll::Hooks.register :site, :post_render, :priority => :low do |site|
  File.open(ENV["${BODIES_VARIABLE}"], "w:utf-8") do |out|
    out.puts '${FIRST_LINE}'
    site.docs_to_write.each do |doc|
      html = doc.output.to_s
      mark = (doc.data["excerpt_separator"] || site.config["excerpt_separator"]).to_s
      excerpt = doc.data["excerpt"]
      isMarked = !mark.strip.empty? && excerpt.is_a?(Jekyll::Excerpt)
      html = html.sub(mark, "<!--more-->") if isMarked && mark.start_with?("<!--")
      before = isMarked ? excerpt.to_s : ""
      out.puts JSON.generate("file" => doc.path, "url" => doc.url, "html" => html, "before" => before)
    end
  end
  site.static_files.clear
  site.pages.clear
  site.collections.each_value { |collection| collection.docs.clear }
end
`

/**
 * What a run is told besides the site's own configuration.
 * @param root absolute folder of the site
 * @param plugins absolute folder of BODIES_PLUGIN
 */
export function overlayConfig(config: Readonly<Record<string, unknown>>, root: string, plugins: string) {
  const { plugins_dir: written = '_plugins', safe } = config
  const own = (Array.isArray(written) ? written : [written]).filter((dir) => typeof dir === 'string')
  const absolute = own.map((dir) => (dir.startsWith('/') ? dir : `${root}/${dir}`))
  return {
    // A safe site runs none of its own.
    plugins_dir: [...(safe === true ? [] : absolute), plugins],
    safe: false,
    incremental: false,
    disable_disk_cache: true,
  }
}

/** Jekyll's own word for what failed. */
export function faultIn(output: string): string {
  const plain = output.replace(ANSI, '')
  const gem = /you don't have (\S+) or one of its dependencies/.exec(plain)?.[1]
  if (gem !== undefined) return `the gem ${gem} is not installed`
  const said =
    /Liquid Exception: (.+)/.exec(plain)?.[1] ??
    /': (.+) \((?:[A-Z]\w*::)*[A-Z]\w*\)$/m.exec(plain)?.[1] ??
    plain.split('\n').find((line) => line.trim() !== '') ??
    'it failed'
  return said.replace(/\s+/g, ' ').trim().slice(0, MOST_SHOWN).replace(/\.$/, '')
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: what colours a terminal
const ANSI = /\u001b\[[\d;]*m/g
const MOST_SHOWN = 300
