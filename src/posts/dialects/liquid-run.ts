import { Liquid, LiquidError, type LiquidOptions } from 'liquidjs'
import type { Problem } from '../../config/problem.ts'
import type { BodyContext, Question } from '../body-context.ts'
import type { ExpandedText } from '../body-syntax.ts'
import type { Insertions } from '../markdown/insertions.ts'
import { marksIn, type NamedMark } from './liquid-marks.ts'
import { brokenLiquid, leadsNowhere, noInclude, unknownMark } from './liquid-problems.ts'
import { type PrintedTag, registerTag } from './liquid-tags.ts'

/** A post may be wrong, even hostile; it must end, and must not take the machine with it. Milliseconds and bytes, about. */
const LIMITS = { parseLimit: 5_000_000, renderLimit: 2_000, memoryLimit: 50_000_000 }

export const LIQUID_OPENING = /\{[{%]/

/** What of Liquid is an engine's own. */
export interface LiquidEngine {
  /** What people call it. */
  called: string
  /** And the language; Liquid where this is not given. */
  language?: string
  options: LiquidOptions
  /** Where a name may come from that is not known. */
  unknownHint: string
  /** What asks the site for the text of an include, by its path below the folder of includes. */
  includeQuestion(path: string): Question
  /** As the library is to read an include's text. */
  includeText?(text: string): string
  /** Tags and filters besides the library's own. */
  register(run: LiquidRun): void
  /** What the variables of a post are. */
  scope(run: LiquidRun): object
  /** What a filter that is not known makes of a value; the value itself where this is not given. */
  unknownFilter?(value: unknown): unknown
  /** What is shown of a tag that is not known; what stands between it and its end where this is not given. */
  unknownTag?(args: string, inner: string, run: LiquidRun): string
}

/** One post's Liquid, in a sandbox: it sees what its engine's scope says, and reads no file but what the site answers. */
export class LiquidRun {
  readonly context: BodyContext
  readonly insertions: Insertions
  readonly liquid: Liquid
  readonly #engine: LiquidEngine
  readonly #problems: Problem[] = []
  readonly #unknown = new Map<string, { mark: NamedMark; count: number; line?: number }>()
  readonly #reported = new Set<string>()
  #text = ''

  constructor(engine: LiquidEngine, context: BodyContext, insertions: Insertions) {
    this.context = context
    this.insertions = insertions
    this.#engine = engine
    this.liquid = new Liquid({
      fs: this.#includes(),
      partials: ['_includes'],
      cache: true,
      ownPropertyOnly: true,
      strictFilters: true,
      relativeReference: false,
      ...engine.options,
      ...LIMITS,
    })
    engine.register(this)
  }

  expand(text: string): ExpandedText {
    this.#text = text
    this.#learn(text)
    let expanded = ''
    try {
      expanded = this.liquid.parseAndRenderSync(text, this.#engine.scope(this))
    } catch (error) {
      this.#problems.push(this.#broken(error))
      expanded = text.replace(/\{%[^%]{0,500}%\}|\{\{[^{}]{0,500}\}\}/g, '')
    }
    for (const { mark, count, line } of this.#unknown.values())
      this.#problems.push({ ...unknownMark(mark, count, this.#engine), ...this.#place(line) })
    const isWhole = this.#problems.length === 0
    return { text: expanded, insertions: this.insertions, isWhole, problems: this.#problems }
  }

  /** @param line of the post's text, 1-based */
  report(problem: Problem, line = 1): void {
    if (this.#reported.has(problem.message) || this.#reported.size >= MOST_REPORTED) return
    this.#reported.add(problem.message)
    this.#problems.push({ ...problem, ...this.#place(line) })
  }

  /** The first line of the post's text with these words in it. */
  lineWith(words: string): number | undefined {
    const at = this.#text.indexOf(words)
    return at < 0 ? undefined : this.#lineOf(this.#text, at)
  }

  addTag(name: string, tag: PrintedTag): void {
    registerTag(this.liquid, name, tag)
  }

  /** A tag that prints where a file of the site leads. */
  addLinkTag(name: string, question: (name: string) => Question): void {
    const print: PrintedTag['print'] = (named, _, { input, begin }) => {
      const found = this.context.ask(question(named))
      if (found === undefined)
        this.#problems.push({
          ...leadsNowhere(name, named, this.#engine.called),
          ...this.#place(this.#lineOf(input, begin)),
        })
      return found ?? ''
    }
    this.addTag(name, { isBlock: false, print })
  }

  #place(line = 1): Pick<Problem, 'file' | 'line'> {
    return { file: this.context.post.file, line: this.context.firstLine + line - 1 }
  }

  #lineOf(input: string, at: number): number | undefined {
    return input === this.#text ? input.slice(0, at).split('\n').length : undefined
  }

  #broken(error: unknown): Problem {
    if (error instanceof Error && /call stack/.test(error.message))
      return { ...brokenLiquid('it includes itself, or nests too deep', this.#engine.language), ...this.#place() }
    if (!(error instanceof Error)) throw error
    const token = LiquidError.is(error) ? error.token : undefined
    const line = token && this.#lineOf(token.input, token.begin)
    return { ...brokenLiquid(reasonOf(error), this.#engine.language), ...this.#place(line) }
  }

  /** Only what the site's folder of includes holds; no path leads out of it. */
  #includes() {
    const read = (file: string) => {
      const name = file.replace(/^_includes\//, '')
      const text = this.context.ask(this.#engine.includeQuestion(name))
      if (text === undefined) {
        this.report(noInclude(name, this.#engine.called), this.lineWith(name))
        return ''
      }
      const read = this.#engine.includeText?.(text) ?? text
      this.#learn(read)
      return read
    }
    return {
      existsSync: () => true,
      exists: async () => true,
      readFileSync: read,
      readFile: async (file: string) => read(file),
      resolve: (_: string, file: string) => `_includes/${file}`,
      contains: async () => true,
      containsSync: () => true,
    }
  }

  /** Gives each tag and filter that is not known something to do, and notes it. */
  #learn(text: string): void {
    const marks = marksIn(text)
    const tags = new Set(marks.flatMap(({ kind, name }) => (kind === 'tag' ? [name] : [])))
    for (const mark of marks) {
      const { kind, name, at } = mark
      const key = `${kind} ${name}`
      const known = this.#unknown.get(key)
      if (known) known.count += 1
      else if (!this.#knows(mark)) {
        const line = this.#lineOf(text, at)
        this.#unknown.set(key, { mark, count: 1, ...(line && { line }) })
        this.#make(kind, name, tags.has(`end${name}`))
      }
    }
  }

  #make(kind: NamedMark['kind'], name: string, isBlock: boolean): void {
    const { unknownFilter, unknownTag } = this.#engine
    if (kind === 'filter') this.liquid.registerFilter(name, (value: unknown) => unknownFilter?.(value) ?? value)
    else this.addTag(name, { isBlock, print: (args, inner) => unknownTag?.(args, inner, this) ?? inner })
  }

  #knows({ kind, name }: NamedMark): boolean {
    if (kind === 'filter') return name in this.liquid.filters
    return name in this.liquid.tags || name.startsWith('end') || PARTS.has(name)
  }
}

/** Of one post; the first of many say what it is. */
const MOST_REPORTED = 100

/** Tags that stand within others. */
const PARTS = new Set(['else', 'elsif', 'when', 'raw', 'comment'])

function reasonOf({ message }: Error): string {
  return message
    .replace(/, (?:file:.*, )?line:\d+, col:\d+$/s, '')
    .replace(/\.$/, '')
    .slice(0, 200)
}
