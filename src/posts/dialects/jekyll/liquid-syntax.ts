import { Liquid, LiquidError } from 'liquidjs'
import type { Problem } from '../../../config/problem.ts'
import type { BodyContext } from '../../body-context.ts'
import type { BodySyntax, ExpandedText } from '../../body-syntax.ts'
import { Insertions } from '../../markdown/insertions.ts'
import { includeQuestion, linkQuestion, postQuestion } from './answers.ts'
import { highlighted } from './highlight.ts'
import { registerFilters } from './liquid-filters.ts'
import { marksIn, type NamedMark } from './liquid-marks.ts'
import { brokenLiquid, leadsNowhere, noInclude, unknownMark } from './liquid-problems.ts'
import { liquidScope } from './liquid-scope.ts'
import { registerTag } from './liquid-tags.ts'
import { rubyTime } from './post-values.ts'
import type { BasedSite } from './site-base.ts'

/** A post may be wrong, even hostile; it must end, and must not take the machine with it. Milliseconds and bytes, about. */
const LIMITS = { parseLimit: 5_000_000, renderLimit: 2_000, memoryLimit: 50_000_000 }

export function liquidSyntax(site: BasedSite): BodySyntax {
  return {
    isIn: (text) => OPENING.test(text),
    expand(text, context, tools) {
      const written = withMore(text, context.param('excerpt_separator') ?? site.excerptSeparator)
      const insertions = new Insertions(tools.pieces)
      if (!OPENING.test(written) || context.param('render_with_liquid') === 'false')
        return { text: written, insertions, isWhole: true, problems: [] }
      return new LiquidRun(site, context, insertions).expand(written)
    },
  }
}

const OPENING = /\{[{%]/

/** What stands above the site's own mark is the excerpt. */
function withMore(text: string, separator: string | undefined): string {
  if (separator === undefined || separator.trim() === '' || text.includes('<!--more-->')) return text
  const at = text.indexOf(separator)
  return at < 0 ? text : `${text.slice(0, at)}<!--more-->${text.slice(at + separator.length)}`
}

/** One post's Liquid. */
class LiquidRun {
  readonly #site: BasedSite
  readonly #context: BodyContext
  readonly #insertions: Insertions
  readonly #problems: Problem[] = []
  readonly #unknown = new Map<string, { mark: NamedMark; count: number; line?: number }>()
  readonly #liquid: Liquid
  #text = ''

  constructor(site: BasedSite, context: BodyContext, insertions: Insertions) {
    this.#site = site
    this.#context = context
    this.#insertions = insertions
    this.#liquid = new Liquid({
      fs: this.#includes(),
      partials: ['_includes'],
      cache: true,
      ownPropertyOnly: true,
      strictFilters: true,
      jekyllInclude: true,
      jekyllWhere: true,
      dynamicPartials: false,
      relativeReference: false,
      timezoneOffset: site.timeZone,
      ...LIMITS,
    })
    registerFilters(this.#liquid, site, rubyTime(context.post.publishedAt))
    this.#registerTags()
  }

  expand(text: string): ExpandedText {
    this.#text = text
    this.#learn(text)
    let expanded = ''
    try {
      expanded = this.#liquid.parseAndRenderSync(text, liquidScope(this.#site, this.#context))
    } catch (error) {
      this.#problems.push(this.#broken(error))
      expanded = text.replace(/\{%[^%]{0,500}%\}|\{\{[^{}]{0,500}\}\}/g, '')
    }
    for (const { mark, count, line } of this.#unknown.values())
      this.#problems.push({ ...unknownMark(mark, count), ...this.#place(line) })
    const isWhole = this.#problems.length === 0
    return { text: expanded, insertions: this.#insertions, isWhole, problems: this.#problems }
  }

  #place(line = 1): Pick<Problem, 'file' | 'line'> {
    return { file: this.#context.post.file, line: this.#context.firstLine + line - 1 }
  }

  #lineOf(input: string, at: number): number | undefined {
    return input === this.#text ? input.slice(0, at).split('\n').length : undefined
  }

  #broken(error: unknown): Problem {
    if (error instanceof Error && /call stack/.test(error.message))
      return { ...brokenLiquid('it includes itself, or nests too deep'), ...this.#place() }
    if (!(error instanceof Error)) throw error
    const token = LiquidError.is(error) ? error.token : undefined
    const line = token && this.#lineOf(token.input, token.begin)
    return { ...brokenLiquid(reasonOf(error)), ...this.#place(line) }
  }

  /** Only what the site's folder of includes holds; no path leads out of it. */
  #includes() {
    const read = (file: string) => {
      const name = file.replace(/^_includes\//, '')
      const text = this.#context.ask(includeQuestion(name))
      if (text === undefined) {
        const at = this.#text.indexOf(name)
        this.#problems.push({ ...noInclude(name), ...this.#place(at < 0 ? 1 : this.#lineOf(this.#text, at)) })
        return ''
      }
      this.#learn(text)
      return text
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
        if (kind === 'filter') this.#liquid.registerFilter(name, (value: unknown) => value)
        else registerTag(this.#liquid, name, { isBlock: tags.has(`end${name}`), print: (_, inner) => inner })
      }
    }
  }

  #knows({ kind, name }: NamedMark): boolean {
    if (kind === 'filter') return name in this.#liquid.filters
    return name in this.#liquid.tags || name.startsWith('end') || PARTS.has(name)
  }

  #registerTags(): void {
    const add = (name: string, isBlock: boolean, print: Parameters<typeof registerTag>[2]['print']) =>
      registerTag(this.#liquid, name, { isBlock, print })
    add('highlight', true, (args, inner) => this.#insertions.add([highlighted(args, inner)]))
    add('link', false, (name, _, { input, begin }) =>
      this.#linked('link', name, linkQuestion(name), this.#lineOf(input, begin)),
    )
    add('post_url', false, (name, _, { input, begin }) =>
      this.#linked('post_url', name, postQuestion(name), this.#lineOf(input, begin)),
    )
    add('gist', false, (args) => {
      const [id] = args.split(/\s+/)
      return id && /^[\w/-]+$/.test(id) ? `<https://gist.github.com/${id}>` : ''
    })
    // A theme's, for a page's head.
    for (const name of ['seo', 'feed_meta']) add(name, false, () => '')
  }

  #linked(tag: string, name: string, question: ReturnType<typeof linkQuestion>, line: number | undefined): string {
    const found = this.#context.ask(question)
    if (found === undefined) this.#problems.push({ ...leadsNowhere(tag, name), ...this.#place(line) })
    return found ?? ''
  }
}

/** Tags that stand within others. */
const PARTS = new Set(['else', 'elsif', 'when', 'raw', 'comment'])

function reasonOf({ message }: Error): string {
  return message
    .replace(/, (?:file:.*, )?line:\d+, col:\d+$/s, '')
    .replace(/\.$/, '')
    .slice(0, 200)
}
