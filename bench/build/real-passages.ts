import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { readFrontMatter } from '../../src/posts/front-matter.ts'
import { readText } from '../../src/sources/read-text.ts'
import { MissingTool } from '../missing-tool.ts'

/** Hugo sites below the folder of corpora; see docs/bench.md. */
const CORPORA = ['hugo-letsencrypt', 'hugo-coderzh', 'hugo-docs']
/** Characters: shorter ones say nothing, longer ones are tables of data. */
const PASSAGE = { least: 200, most: 6_000 }

/**
 * Passages of real posts, by people who did not write for a bench: prose in several languages, code, tables, raw HTML.
 * None has a shortcode, which each site's own templates would have to give.
 * @throws MissingTool where the corpora are not there
 */
export async function realPassages(corpora: string): Promise<string[]> {
  const files = (await Promise.all(CORPORA.map((name) => markdownFiles(join(corpora, name))))).flat()
  const texts = await Promise.all(files.sort().map((file) => readText(file, file)))
  const passages = texts.flatMap((result) => ('text' in result ? passagesOf(result.text) : []))
  if (passages.length === 0) {
    throw new MissingTool(`There are no posts in ${corpora}. Name a folder of real posts by BROADSHEET_CORPORA.`)
  }
  return passages
}

async function markdownFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true }).catch(() => [])
  return names.filter((name) => name.endsWith('.md')).map((name) => join(folder, name))
}

/** A post, cut before its headings but not within code. */
function passagesOf(source: string): string[] {
  const { text, problems } = readFrontMatter(source, '')
  if (problems.length > 0 || text.includes('{{')) return []
  const passages: string[][] = [[]]
  let fence = ''
  for (const line of text.split('\n')) {
    const mark = /^ {0,3}(```+|~~~+)/.exec(line)?.[1] ?? ''
    if (fence === '') fence = mark
    else if (mark.startsWith(fence)) fence = ''
    if (fence === '' && /^#{1,6} /.test(line)) passages.push([])
    passages.at(-1)?.push(line)
  }
  const written = passages.map((lines) => lines.join('\n').trim())
  return written.filter(({ length }) => length >= PASSAGE.least && length <= PASSAGE.most)
}
