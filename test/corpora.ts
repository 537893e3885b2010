import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of real posts that some tests run on; another by the environment variable. */
export const CORPORA = resolve(
  process.env.BROADSHEET_CORPORA ?? fileURLToPath(new URL('../../shared/corpora', import.meta.url)),
)

export const hasCorpora = existsSync(CORPORA)

/** The Markdown files of a corpus, by absolute path. */
export function markdownFiles(corpus: string): string[] {
  const folder = join(CORPORA, corpus)
  if (!existsSync(folder)) return []
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return files.filter((file) => file.endsWith('.md')).map((file) => join(folder, file))
}
