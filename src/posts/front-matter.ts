import matter from 'gray-matter'
import { failure, type Problem, warning } from '../config/problem.ts'
import { DataSyntaxError, readJson, readToml, readYaml, type TellRepeated } from './data-languages.ts'
import { RunsCode, scriptData } from './script-data.ts'
import type { SyntaxFault } from './syntax-fault.ts'
import { unreadablePost } from './unreadable-post.ts'

export type FrontMatterFormat = 'yaml' | 'toml' | 'json' | 'none'

export interface FrontMatter {
  /** Keys as written; dates and YAML's numbers as text. */
  data: Record<string, unknown>
  /** What follows the front matter, with LF line ends. */
  text: string
  /** 1-based line of the file at which `text` begins. */
  firstLine: number
  format: FrontMatterFormat
  /** Where there are any, the file cannot be a post. */
  problems: Problem[]
  /** What is read, and odd. */
  warnings?: Problem[]
}

/**
 * Splits a content file. Byte order marks and blank lines before the front matter are passed over, as Hugo does; CRLF becomes LF, and NUL
 * characters, which a crash leaves behind, are dropped.
 * @param file path as the person knows it, for problems
 * @param repeatedHint what to do about a key that stands twice
 */
export function readFrontMatter(source: string, file: string, repeatedHint = 'Keep one.'): FrontMatter {
  const { whole, start, opening } = openedIn(source)
  if (!opening) return { data: {}, text: whole, firstLine: 1, format: 'none', problems: [] }
  const block: Block = { whole, start, line: lineAt(whole, start), file, repeatedHint }
  return opening === '{' ? readBareJson(block) : readFenced(block, opening)
}

/** What follows front matter that was found good before: the front matter itself is not read. */
export function textBelow(source: string): Pick<FrontMatter, 'text' | 'firstLine'> {
  const { whole, start, opening } = openedIn(source)
  if (!opening) return { text: whole, firstLine: 1 }
  const end = opening === '{' ? endOfObject(whole, start) : endOfFences(whole, start, opening)
  return textFrom({ whole }, textStart(whole, end ?? whole.length))
}

function openedIn(source: string): { whole: string; start: number; opening: string | undefined } {
  const whole = source
    .replaceAll('\0', '')
    .replace(LINE_END, '\n')
    .replace(/^\uFEFF+/, '')
  const start = whole.search(/[^\s\uFEFF]/)
  return { whole, start, opening: start < 0 ? undefined : OPENING.exec(whole.slice(start))?.[0] }
}

/** Also of old Macs, and of files that were converted twice. */
const LINE_END = /\r+\n|\r/g

/** Four dashes are a rule and `{{` begins a shortcode. */
const OPENING = /^(?:---(?!-)|\+\+\+(?!\+)|\{(?!\{))/

interface Block {
  whole: string
  /** Offset and 1-based line of the opening mark. */
  start: number
  line: number
  file: string
  repeatedHint: string
}

/** A post's own data fills a page. What is larger takes seconds to read, each time that the file changes. */
const MOST_CHARACTERS = 256 * 1024

function readFenced(block: Block, fence: string): FrontMatter {
  const format = fence === '+++' ? 'toml' : 'yaml'
  const end = endOfFences(block.whole, block.start, fence)
  if (end === undefined) return broken(block, format, [unterminated(block, fence)])
  if (end - block.start > MOST_CHARACTERS) return broken(block, format, [tooLong(block, end)])
  const blank = blankRunAt(block.whole, block.start, end)
  if (blank !== undefined) return broken(block, format, [tooBlank(block, blank)])
  const repeated: SyntaxFault[] = []
  try {
    // With options given, it does not use its cache, which forgets nothing.
    const { data, content } = matter(block.whole.slice(block.start), {
      language: format,
      delimiters: [fence, fence],
      engines: enginesFor((key) => repeated.push(key)),
    })
    return {
      ...textFrom(block, block.whole.length - content.length),
      data,
      format,
      problems: [],
      ...twiceIn(block, repeated),
    }
  } catch (error) {
    return broken(block, format, problemsOf(error, block))
  }
}

/** By language. gray-matter's own `javascript` engine evaluates what stands in the post; a post is data, and of a script what is data is read. */
const enginesFor = (repeated: TellRepeated) => ({
  yaml: (text: string) => asObject(readYaml(text, repeated)),
  toml: (text: string) => asObject(readToml(text)),
  json: (text: string) => asObject(readJson(text, repeated)),
  javascript: scriptData,
})

/** gray-matter looks for comments in a time that grows with the square of such a run. */
const BLANK_RUN = /\n\s{500}/

/** Offset of white space in the front matter that is longer than anybody writes. */
function blankRunAt(whole: string, start: number, end: number): number | undefined {
  const index = whole.slice(start, end).search(BLANK_RUN)
  return index < 0 ? undefined : start + index
}

/** Offset behind the closing fence. */
function endOfFences(text: string, start: number, fence: string): number | undefined {
  const closing = text.indexOf(`\n${fence}`, start)
  return closing < 0 ? undefined : closing + 1 + fence.length
}

function textStart(whole: string, end: number): number {
  return whole[end] === '\n' ? end + 1 : end
}

/** Hugo's JSON front matter: an object at the top, without fences. */
function readBareJson(block: Block): FrontMatter {
  const end = endOfObject(block.whole, block.start)
  if (end === undefined) return broken(block, 'json', [unterminated(block, '}')])
  if (end - block.start > MOST_CHARACTERS) return broken(block, 'json', [tooLong(block, end)])
  const repeated: SyntaxFault[] = []
  try {
    const data = asObject(readJson(block.whole.slice(block.start, end), (key) => repeated.push(key)))
    return {
      ...textFrom(block, textStart(block.whole, end)),
      data,
      format: 'json',
      problems: [],
      ...twiceIn(block, repeated),
    }
  } catch (error) {
    return broken(block, 'json', problemsOf(error, block))
  }
}

/** Offset behind the brace that closes the one at `start`; braces within strings do not count. In one pass, whatever the text. */
function endOfObject(text: string, start: number): number | undefined {
  let depth = 0
  let isInString = false
  MARKS.lastIndex = start
  for (let found = MARKS.exec(text); found; found = MARKS.exec(text)) {
    const [mark] = found
    if (mark === '"') isInString = !isInString
    // A string has one line: one that is never closed would hide all braces behind it.
    else if (mark === '\n') isInString = false
    else if (!isInString && mark === '{') depth += 1
    else if (!isInString && mark === '}') depth -= 1
    if (depth === 0) return MARKS.lastIndex
  }
  return undefined
}

const MARKS = /[{}"\n]|\\./g

function asObject(read: unknown): Record<string, unknown> {
  const data = read ?? {}
  if (typeof data === 'object' && !Array.isArray(data)) return data as Record<string, unknown>
  throw new DataSyntaxError([{ message: 'it is not a list of keys with values', line: 2 }])
}

function twiceIn({ file, line, repeatedHint: hint }: Block, repeated: SyntaxFault[]): Pick<FrontMatter, 'warnings'> {
  const warnings = repeated.slice(0, MOST_FAULTS).map((key) =>
    warning('front-matter.syntax', `The front matter has the key "${key.message.slice(0, 100)}" twice.`, {
      hint,
      file,
      line: line + (key.line ?? 1) - 1,
    }),
  )
  return warnings.length > 0 ? { warnings } : {}
}

/** Of one file; the first of many faults are enough to see what is wrong. */
const MOST_FAULTS = 20

function problemsOf(error: unknown, block: Block): Problem[] {
  const { file } = block
  if (error instanceof DataSyntaxError) {
    return error.faults.slice(0, MOST_FAULTS).map(({ message, line, column }) =>
      failure('front-matter.syntax', `The front matter cannot be read: ${message.replace(/\.$/, '')}.`, {
        hint: 'The post is left out until it is put right.',
        file,
        line: block.line + (line ?? 1) - 1,
        ...(column && { column }),
      }),
    )
  }
  const isJavaScript = error instanceof RunsCode
  if (!isJavaScript && !isUnknownLanguage(error)) return [unreadablePost(error, file)]
  const message = isJavaScript
    ? 'The front matter is JavaScript, which is not run.'
    : 'The front matter is in a language that is not known here.'
  return [
    failure('front-matter.language', message, { hint: 'Write it in YAML, TOML or JSON.', file, line: block.line }),
  ]
}

/** gray-matter's word for it. */
function isUnknownLanguage(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('gray-matter engine')
}

function unterminated({ file, line }: Block, closing: string): Problem {
  const hint = closing === '}' ? 'Close it with a }.' : `Close it with a line ${closing}.`
  return failure('front-matter.unterminated', 'The front matter begins here and never ends.', { hint, file, line })
}

function tooLong({ file, line, start }: Block, end: number): Problem {
  const kilobytes = (characters: number) => Math.ceil(characters / 1024).toLocaleString('en')
  const message = `The front matter has ${kilobytes(end - start)} KB; ${kilobytes(MOST_CHARACTERS)} KB are read.`
  return failure('front-matter.too-long', message, {
    hint: 'Put its data into a file of its own; until then the post is left out.',
    file,
    line,
  })
}

function tooBlank({ file, whole }: Block, offset: number): Problem {
  return failure('front-matter.too-long', 'The front matter has more than 500 blanks and empty lines in a row.', {
    hint: 'Take them out; until then the post is left out.',
    file,
    line: lineAt(whole, offset),
  })
}

function broken(block: Block, format: FrontMatterFormat, problems: Problem[]): FrontMatter {
  return { data: {}, text: '', firstLine: block.line, format, problems }
}

function textFrom({ whole }: Pick<Block, 'whole'>, offset: number): { text: string; firstLine: number } {
  return { text: whole.slice(offset), firstLine: lineAt(whole, offset) }
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}
