import { warning } from '../../../config/problem.ts'
import type { BodyContext } from '../../body-context.ts'
import type { BodySyntax } from '../../body-syntax.ts'
import { codePieces } from '../../markdown/code-pieces.ts'
import { Insertions } from '../../markdown/insertions.ts'
import { firstHeading } from '../first-heading.ts'
import { highlighted } from '../highlighted.ts'
import { type LiquidEngine, LiquidRun } from '../liquid-run.ts'
import { asNumbers, lazily } from '../liquid-values.ts'
import { codeQuestion, collectionQuestion, dataQuestion, includeQuestion, pageQuestion } from './answers.ts'
import { CODE } from './data-cascade.ts'
import { templateLanguage } from './eleventy-config.ts'
import type { BasedEleventySite, TemplateLanguage } from './eleventy-site.ts'
import { asLiquid } from './nunjucks.ts'
import { callShown } from './shown-call.ts'
import { registerFilters, registerNunjucksFilters } from './template-filters.ts'

/** What a page has besides Markdown: Liquid or Nunjucks, which are run before Markdown is read, in code, too. */
export function eleventySyntax(site: BasedEleventySite): BodySyntax {
  const engines = { liquid: liquidEngine(site), njk: nunjucksEngine(site) }
  return {
    isIn: (text) => OPENING.test(text),
    expand(text, context, tools) {
      const written = withMore(withoutTitle(text, context), site.excerptSeparator)
      const insertions = new Insertions(tools.pieces)
      const language = languageOf(context, site)
      if (language === 'none' || !OPENING.test(written))
        return { text: written, insertions, isWhole: true, problems: [] }
      const run = new LiquidRun(engines[language], context, insertions)
      if (language === 'liquid') return run.expand(withoutComments(written))
      return run.expand(asLiquid(written, (problem, line) => run.report(problem, line)))
    },
  }
}

const OPENING = /\{[{%#]/

/** Nunjucks' own: where Liquid is read, a site shows them, and nobody meant it. */
const COMMENT = /\{#(?![\w-]+\})[^{}]{0,2000}#\}/g

function withoutComments(text: string): string {
  if (!text.includes('{#')) return text
  const pieces = codePieces(text).map((piece) => (piece.isCode ? piece.text : piece.text.replace(COMMENT, blankLines)))
  return pieces.join('')
}

/** So that what stands below keeps its line. */
function blankLines(text: string): string {
  return '\n'.repeat(text.split('\n').length - 1)
}

function languageOf({ param, post }: BodyContext, site: BasedEleventySite): TemplateLanguage {
  const override = param('templateengineoverride')
  if (override !== undefined) return templateLanguage(override)
  if (post.path.endsWith('.njk')) return 'njk'
  if (post.path.endsWith('.liquid')) return 'liquid'
  return post.path.endsWith('.html') ? site.htmlTemplates : site.markdownTemplates
}

/** A heading that is the post's title is not shown again below it. */
function withoutTitle(text: string, { post, param }: BodyContext): string {
  if (post.format === 'html' || param('title') !== undefined) return text
  const lines = text.split('\n')
  const heading = firstHeading(lines)
  if (heading?.title !== post.title) return text
  return lines.map((line, i) => (i >= heading.from && i < heading.to ? '' : line)).join('\n')
}

/** What stands above the site's own mark is the excerpt. */
function withMore(text: string, separator: string | undefined): string {
  if (separator === undefined || separator.trim() === '' || text.includes('<!--more-->')) return text
  const at = text.indexOf(separator)
  return at < 0 ? text : `${text.slice(0, at)}<!--more-->${text.slice(at + separator.length)}`
}

const UNKNOWN_HINT = "It may be of a plugin or of the site's own configuration, whose JavaScript is not run."

function liquidEngine(site: BasedEleventySite): LiquidEngine {
  return {
    called: 'Eleventy',
    options: { timezoneOffset: 'UTC' },
    unknownHint: UNKNOWN_HINT,
    includeQuestion,
    unknownTag: callShown,
    scope: scopeOf,
    register(run) {
      registerFilters(run.liquid, site)
      registerTags(run)
    },
  }
}

function nunjucksEngine(site: BasedEleventySite): LiquidEngine {
  return {
    ...liquidEngine(site),
    language: 'Nunjucks',
    options: { timezoneOffset: 'UTC', jsTruthy: true },
    includeText: (text) => asLiquid(text, () => {}),
    register(run) {
      registerFilters(run.liquid, site)
      registerNunjucksFilters(run.liquid)
      registerTags(run)
    },
  }
}

/** Of plugins that come with Eleventy, or that most blogs have. */
function registerTags(run: LiquidRun): void {
  const highlight = (args: string, inner: string) => run.insertions.add([highlighted(args.replace(/["']/g, ''), inner)])
  run.addTag('highlight', { isBlock: true, print: highlight })
  // Gathered for a page's head.
  for (const name of ['css', 'js']) run.addTag(name, { isBlock: true, print: () => '' })
  for (const name of ['getBundle', 'getBundleFileUrl']) run.addTag(name, { isBlock: false, print: () => '' })
}

/** What templates can print: `page`, `collections`, and the data of the cascade. */
function scopeOf(run: LiquidRun): object {
  const { post, fields, ask } = run.context
  const parsed = (text: string | undefined) => (text === undefined ? undefined : asNumbers(JSON.parse(text)))
  const collections = lazily((tag) => parsed(ask(collectionQuestion(tag))))
  const own: Record<string, unknown> = {
    page: parsed(ask(pageQuestion)),
    collections,
    eleventy: { generator: 'Eleventy' },
  }
  return lazily((key) => {
    if (Object.hasOwn(own, key)) return own[key]
    const value = fields?.().get(key.toLowerCase())
    const code = value === CODE ? post.file : value === undefined ? ask(codeQuestion(key)) : undefined
    const found = value === undefined || value === CODE ? parsed(ask(dataQuestion(key))) : asNumbers(value)
    if (found === undefined && code !== undefined) run.report(isCode(key), run.lineWith(key))
    return found
  })
}

function isCode(name: string) {
  const message = `The variable \`${name}\` is made by JavaScript, which is not run: nothing is shown in its place.`
  return warning('eleventy.code', message, { hint: 'Write what readers are to see into a data file of JSON or YAML.' })
}
