import { hash as digest } from 'node:crypto'
import { Temporal } from 'temporal-polyfill'
import type { Problem } from '../config/problem.ts'
import { sayNumber } from '../config/say-number.ts'
import type { RenderContext } from '../posts/body-syntax.ts'
import type { Dialect, Place } from '../posts/dialects/dialect.ts'
import { fieldsOf } from '../posts/front-matter-fields.ts'
import { lineOfInnerText } from '../posts/line-of-key.ts'
import type { Page } from '../posts/page.ts'
import type { Body, Post } from '../posts/post.ts'
import { postHash } from '../posts/post-hash.ts'
import { postParams } from '../posts/post-params.ts'
import { resolveUrl } from '../posts/resolve-url.ts'
import type { SiteIndex } from '../posts/site-index.ts'
import type { BesideText, ReadBody } from '../posts/site-source.ts'
import { unreadablePost } from '../posts/unreadable-post.ts'
import { decodedPath } from '../posts/url-path.ts'
import { wordsFor } from '../words/words-for.ts'
import type { Answers } from './asked.ts'
import type { BodySource } from './engines/engine.ts'
import type { GivenBodies } from './given-bodies.ts'
import { once } from './once.ts'
import { readText } from './read-text.ts'

export interface MadeBody extends ReadBody {
  /** SHA-256 of the file that it was made of; absent where that could not be read. */
  hash?: string
}

export interface BodiesOf {
  index: SiteIndex
  dialect: Dialect
  source: BodySource
  /** What stands in the place of Broadsheet's own rendering. */
  given?: GivenBodies | undefined
  /** SHA-256 of a post's file, as it was when the site was opened and its front matter read, by Post.path. */
  hashes: ReadonlyMap<string, string>
}

/**
 * Makes the bodies of a site's posts. What renders them is loaded with the first: most builds find all of them made, and loading takes as long
 * as all else that such a build does.
 */
export class BodyReader {
  readonly #index: SiteIndex
  readonly #dialect: Dialect
  readonly #pages: ReadonlyMap<string, Page>
  readonly #answersFor: (page: Page) => Answers
  readonly #source: BodySource
  readonly #given: GivenBodies | undefined
  readonly #hashes: ReadonlyMap<string, string>
  readonly #load = once(() => this.#loadRenderer())

  constructor({ index, dialect, source, given, hashes }: BodiesOf) {
    const pages = [...index.pages.values()]
    this.#index = index
    this.#dialect = dialect
    this.#source = source
    this.#given = given
    this.#hashes = hashes
    this.#pages = new Map(pages.flatMap((page) => (page.post ? [[page.post.path, page] as const] : [])))
    this.#answersFor = (page) => ({
      resolveUrl: (href) => resolveUrl(href, page, index),
      ask: (question) => source.answer(question, page),
    })
  }

  /** A post is known by its path, since the store may give it another identity. */
  pageOf(post: Post): Page {
    const page = this.#pages.get(post.path)
    if (!page) throw new Error(`${post.file} is not of this site`)
    return page
  }

  /** What the site says to a post that asks. */
  answersFor(post: Post): Answers {
    return this.#answersFor(this.pageOf(post))
  }

  /** Of the HTML that its body is made of, where somebody else makes that. */
  givenHash(post: Post): string | undefined {
    return this.#given?.hashOf(this.pageOf(post))
  }

  /** Reads the post's file again, and renders it. Whatever is wrong with it is a problem of its own. */
  async read(post: Post, answers = this.answersFor(post)): Promise<MadeBody> {
    const result = await readText(this.#fileOf(post), post.file)
    if ('problem' in result) return { problems: [result.problem] }
    const hash = textHash(result.text)
    try {
      return { ...withFewProblems(await this.#render(post, answers, { text: result.text, hash })), hash }
    } catch (error) {
      return { problems: [unreadablePost(error, post.file)], hash }
    }
  }

  /** See SiteSource. */
  async render({ text, file, firstLine, language, beside }: BesideText): Promise<ReadBody> {
    const { renderBody, missingPictures, syntax } = await this.#load()
    const { baseUrl } = this.#index
    const page: Page = { place: TOP, url: baseUrl }
    const { resolveUrl: resolve, ask } = this.#answersFor(page)
    const resolveUrl = (href: string) => {
      const found = beside.get(decodedPath(href))
      return found === undefined ? resolve(href) : { url: new URL(href, baseUrl).href, file: found }
    }
    try {
      const markup = this.#dialect.markup
      const post = besidePost(file, baseUrl, language)
      const words = wordsFor(language).posts
      const param = (name: string) => this.#dialect.param(name, { place: TOP, text: '', data: () => ({}) })
      const context = { resolveUrl, ask, post, firstLine, words, markup, syntax, param }
      const made = withFewProblems(renderBody(text, context))
      return { ...made, problems: [...made.problems, ...(made.body ? missingPictures(made.body, post) : [])] }
    } catch (error) {
      return { problems: [unreadablePost(error, file)] }
    }
  }

  /** See postHash: its text, under other titles. */
  async hashesUnder(post: Post, titles: string[]): Promise<string[]> {
    const result = await readText(this.#fileOf(post), post.file)
    if ('problem' in result) return []
    const { textBelow } = await import('../posts/front-matter.ts')
    const { text } = textBelow(result.text)
    return titles.map((title) => postHash(title, text))
  }

  #fileOf(post: Post): string {
    return this.#index.contentFiles.get(this.pageOf(post).place.path) ?? ''
  }

  async #render(post: Post, answers: Answers, source: { text: string; hash: string }): Promise<ReadBody> {
    const { readFrontMatter, textBelow, renderBody, formulaProblems, missingPictures, syntax } = await this.#load()
    const frontMatter = once(() => readFrontMatter(source.text, post.file))
    // Read twice, the front matter took a sixth of what a body needs: it was found good when the site was opened.
    const isAsOpened = source.hash === this.#hashes.get(post.path)
    const { text, firstLine } = isAsOpened ? textBelow(source.text) : frontMatter()
    if (!isAsOpened && frontMatter().problems.length > 0) return { problems: frontMatter().problems }
    const words = wordsFor(post.language).posts
    const { place } = this.pageOf(post)
    // With what is dropped from the text, it may be somewhat more.
    const head = source.text.slice(0, source.text.length - text.length)
    const page = { place, text: head, data: () => frontMatter().data }
    const param = (name: string) => this.#dialect.param(name, page)
    const fields = once(() => this.#dialect.inherit(place, fieldsOf(frontMatter().data)))
    const context = { ...answers, post, firstLine, words, markup: this.#dialect.markup, syntax, param, fields }
    const made = await this.#made(text, context)
    const faults = await formulaProblems(made.body, { file: post.file, text, firstLine })
    const missing = missingPictures(made.body, post)
    const { steering: { intro } = {}, file } = post
    return {
      ...made,
      problems: [...made.problems, ...missing, ...faults],
      ...(intro && {
        intro: () => {
          const line = lineOfInnerText(source.text, 'newsletter', 'intro')
          try {
            const { body, problems } = renderBody(intro, { ...context, post: asMarkdown(post), firstLine: line })
            return { body, problems: [...problems, ...missingPictures(body, post)] }
          } catch (error) {
            return { problems: [unreadablePost(error, file)] }
          }
        },
      }),
      params: () => postParams(fields()),
    }
  }

  /** Of the HTML that is given for it, else of its text. */
  async #made(text: string, context: RenderContext): Promise<{ body: Body; problems: Problem[] }> {
    const { renderBody, givenBody } = await this.#load()
    const own = once(() => renderBody(text, context))
    const page = this.pageOf(context.post)
    if (!this.#given || this.#given.hashOf(page) === undefined) return own()
    const given = await this.#given.read(page, () => own().body)
    const made = 'html' in given ? givenBody(given.html, text, context) : own()
    return { ...made, problems: [...(given.problems ?? []), ...made.problems] }
  }

  async #loadRenderer() {
    const { renderBody, givenBody } = await import('../posts/markdown/render-body.ts')
    const { readFrontMatter, textBelow } = await import('../posts/front-matter.ts')
    const { missingPictures } = await import('../bodies/missing-pictures.ts')
    const { formulaProblems } = await import('../bodies/formula-problems.ts')
    const syntax = await this.#source.syntax()
    return { readFrontMatter, textBelow, renderBody, givenBody, formulaProblems, missingPictures, syntax }
  }
}

function asMarkdown({ format: _, ...post }: Post): Post {
  return post
}

const TOP: Place = {
  path: '',
  folder: '',
  name: '',
  logicalPath: '',
  kind: 'page',
  bundle: false,
  section: '',
  languageKey: '',
}

function besidePost(file: string, url: string, language: string): Post {
  const publishedAt = { instant: Temporal.Instant.fromEpochMilliseconds(0), offset: '+00:00' }
  const lists = { aliases: [], authors: [], tags: [], categories: [] }
  const words = { id: file, path: file, title: '', section: '', hash: '' }
  return { ...words, ...lists, file, url, publishedAt, language, status: 'live' }
}

/** SHA-256 hex. @param text in UTF-8 where it is bytes */
export function textHash(text: string | Buffer): string {
  return digest('sha256', text)
}

/** Of one post. Nobody reads more, and a hostile post has tens of thousands. */
const MOST_PROBLEMS = 50

function withFewProblems(read: ReadBody): ReadBody {
  const { problems } = read
  if (problems.length <= MOST_PROBLEMS) return read
  const [last] = problems.slice(MOST_PROBLEMS - 1)
  const more = problems.length - MOST_PROBLEMS
  const hint = `${last?.hint ? `${last.hint} ` : ''}The post has ${sayNumber(more)} more problems.`
  return { ...read, problems: [...problems.slice(0, MOST_PROBLEMS - 1), ...(last ? [{ ...last, hint }] : [])] }
}
