import { hash } from 'node:crypto'
import type { Config } from '../../../config/config.ts'
import { jekyllAnswers } from '../../../posts/dialects/jekyll/answers.ts'
import type { BasedSite } from '../../../posts/dialects/jekyll/site-base.ts'
import type { Page } from '../../../posts/page.ts'
import type { BodySource } from '../engine.ts'
import { readLiquidFiles } from './liquid-files.ts'

export async function jekyllBodies(pages: Page[], root: string, site: BasedSite, config: Config): Promise<BodySource> {
  const { files, problems } = await readLiquidFiles(root, site, config)
  // Of lists of posts, each post's title and date counts, too.
  const facts = pages.map(
    ({ post }) =>
      post && [post.title, post.status, post.publishedAt.instant.epochMilliseconds, post.tags, post.categories],
  )
  return {
    answer: jekyllAnswers(pages, site, files),
    answersKey: hash('sha1', JSON.stringify([[...files.includes], files.data, facts]), 'base64'),
    async syntax() {
      const { liquidSyntax } = await import('../../../posts/dialects/jekyll/liquid-syntax.ts')
      return liquidSyntax(site)
    },
    problems,
  }
}
