import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'

/** Markdown that a specification or an engine is tried by. */
export interface Example {
  /** `spec.txt 12`: its file and its place among that file's examples. */
  name: string
  markdown: string
  /** What it is said to give. */
  html: string
}

type Pair = Pick<Example, 'markdown' | 'html'>

/** All examples below a folder: in CommonMark's form (`spec.txt`, also cmark-gfm's), Goldmark's (`extra.txt`) and as JSON (`spec.json`). */
export async function readExamples(dir: string): Promise<Example[]> {
  const files = (await readdir(dir, { recursive: true })).filter((file) => /\.(?:txt|json)$/.test(file)).toSorted()
  const texts = await Promise.all(files.map((file) => readFile(join(dir, file), 'utf8')))
  return texts.flatMap((text, i) => examplesOf(files[i] ?? '', text))
}

export function examplesOf(file: string, text: string): Example[] {
  const pairs = file.endsWith('.json') ? fromJson(text) : [...fromSpec(text), ...fromGoldmark(text)]
  return pairs.map((pair, i) => ({ name: `${basename(file)} ${i + 1}`, ...pair }))
}

function fromJson(text: string): Pair[] {
  const found: unknown = JSON.parse(text)
  if (!Array.isArray(found)) return []
  return found.flatMap(({ markdown, html }: { markdown?: unknown; html?: unknown }) =>
    typeof markdown === 'string' && typeof html === 'string' ? [{ markdown, html }] : [],
  )
}

/** A fence of 32 marks, the Markdown, a line with a dot, the HTML; a tab is an arrow. */
function fromSpec(text: string): Pair[] {
  const found = text.matchAll(/^`{32} example[^\n]*\n([\s\S]*?)^\.\n([\s\S]*?)^`{32}$/gm)
  return Array.from(found, ([, ...pair]) => pairOf(pair.map((part) => part.replaceAll('→', '\t'))))
}

/** A number, perhaps with options, and the Markdown between two lines of dashes. */
function fromGoldmark(text: string): Pair[] {
  const line = '//(?:- )+-//'
  const found = text.matchAll(new RegExp(`^${line}\n([\\s\\S]*?)^${line}\n([\\s\\S]*?)^//(?:= )+=//`, 'gm'))
  return Array.from(found, ([, ...pair]) => pairOf(pair))
}

function pairOf([markdown = '', html = '']: string[]): Pair {
  return { markdown, html }
}
