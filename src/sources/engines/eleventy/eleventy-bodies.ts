import { hash } from 'node:crypto'
import { join } from 'node:path'
import type { Config } from '../../../config/config.ts'
import { eleventyAnswers } from '../../../posts/dialects/eleventy/answers.ts'
import type { BasedEleventySite } from '../../../posts/dialects/eleventy/eleventy-site.ts'
import type { Page } from '../../../posts/page.ts'
import { readTexts } from '../../data-folder.ts'
import { ownFiles } from '../../own-files.ts'
import type { BodySource } from '../engine.ts'

export async function eleventyBodies(
  pages: Page[],
  root: string,
  site: BasedEleventySite,
  config: Config,
): Promise<BodySource> {
  const around = { shownFrom: config.dir, isOwn: ownFiles(config), isLeftOut: (path: string) => NO_TEXT.test(path) }
  const { texts, problems } = await readTexts(join(root, site.includes), around)
  // Of lists of posts, each post's title and date counts, too.
  const facts = pages.map(
    ({ post }) => post && [post.title, post.status, post.publishedAt.instant.epochMilliseconds, post.tags, post.terms],
  )
  const { global, globalCode } = site.files
  const known = [[...texts], global, site.globalData, [...globalCode], facts, site.markup]
  return {
    answer: eleventyAnswers(pages, site, texts),
    answersKey: hash('sha1', JSON.stringify(known), 'base64'),
    async syntax() {
      const { eleventySyntax } = await import('../../../posts/dialects/eleventy/eleventy-syntax.ts')
      return eleventySyntax(site)
    },
    problems,
  }
}

/** What lies among templates and is included by none. */
const NO_TEXT = /\.(?:[cm]?[jt]sx?|s?css|png|jpe?g|gif|webp|avif|ico|woff2?|ttf|otf)$/i
