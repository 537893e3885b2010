import { createHash } from 'node:crypto'
import type { Problem } from '../config/problem.ts'
import type { OwnShortcodes } from '../posts/body-context.ts'
import type { Dialect } from '../posts/dialects/dialect.ts'
import { languageNamed } from '../posts/dialects/hugo/languages.ts'
import { paramOf } from '../posts/dialects/hugo/page-params.ts'
import { refIndex, resolveRef } from '../posts/dialects/hugo/resolve-ref.ts'
import type { BasedSite } from '../posts/dialects/hugo/site-base.ts'
import { readFrontMatter } from '../posts/front-matter.ts'
import type { Page } from '../posts/page.ts'
import type { Body, Post } from '../posts/post.ts'
import { resolveUrl } from '../posts/resolve-url.ts'
import type { SiteIndex } from '../posts/site-index.ts'
import { wordsFor } from '../words/words-for.ts'
import type { Answers } from './asked.ts'
import { readText } from './read-text.ts'

export interface MadeBody {
  body: Body
  problems: Problem[]
  /** SHA-256 of the file that it was made of; absent where that could not be read. */
  hash?: string
}

/**
 * Makes the bodies of a site's posts. What renders them is loaded with the first: most builds find all of them made, and loading takes as long
 * as all else that such a build does.
 */
export class BodyReader {
  readonly #index: SiteIndex
  readonly #site: BasedSite
  readonly #dialect: Dialect
  readonly #pages: ReadonlyMap<string, Page>
  readonly #answersFor: (page: Page) => Answers
  readonly #templates: ReadonlyMap<string, string>
  #shortcodes: OwnShortcodes | undefined

  constructor(index: SiteIndex, site: BasedSite, dialect: Dialect, templates: ReadonlyMap<string, string>) {
    const pages = [...index.pages.values()]
    const references = refIndex(pages, site)
    this.#index = index
    this.#site = site
    this.#dialect = dialect
    this.#templates = templates
    this.#pages = new Map(pages.flatMap((page) => (page.post ? [[page.post.path, page] as const] : [])))
    this.#answersFor = (page) => ({
      resolveUrl: (href) => resolveUrl(href, page, index),
      resolveRef: (reference, language) => resolveRef(reference, page, references, language),
      shortcodes: {
        has: (name) => templates.has(`${name}.liquid`),
        fill: (...call) => this.#shortcodes?.fill(...call) ?? { fault: 'it was not loaded' },
      },
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

  /** Reads the post's file again, and renders it. */
  async read(post: Post, answers = this.answersFor(post)): Promise<MadeBody> {
    const file = this.#index.contentFiles.get(this.pageOf(post).place.path) ?? ''
    const result = await readText(file, post.file)
    if ('problem' in result) return { body: emptyBody(), problems: [result.problem] }
    const hash = textHash(result.text)
    const { data, text, firstLine, problems } = readFrontMatter(result.text, post.file)
    if (problems.length > 0) return { body: emptyBody(), problems, hash }
    const renderBody = await this.#loadRenderer()
    const words = wordsFor(post.language).posts
    const context = { ...answers, post, firstLine, words, markup: this.#dialect.markup }
    const { params } = languageNamed(this.pageOf(post).place.languageKey, this.#site.languages)
    const param = (name: string) => paramOf(name, data, params)
    const made = renderBody(text, { ...context, param })
    const { formulaProblems } = await import('../bodies/formula-problems.ts')
    const faults = await formulaProblems(made.body, { file: post.file, text, firstLine })
    return { ...made, problems: [...made.problems, ...faults], hash }
  }

  async #loadRenderer() {
    const { renderBody } = await import('../posts/markdown/render-body.ts')
    const { ownShortcodes } = await import('../posts/dialects/hugo/own-shortcodes.ts')
    this.#shortcodes ??= ownShortcodes(this.#templates, this.#dialect.markup)
    return renderBody
  }
}

export function textHash(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function emptyBody(): Body {
  return { tree: { type: 'root', children: [] }, files: new Map() }
}
