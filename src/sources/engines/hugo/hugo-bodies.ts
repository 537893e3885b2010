import { hash } from 'node:crypto'
import type { Config } from '../../../config/config.ts'
import { hugoAnswers } from '../../../posts/dialects/hugo/questions.ts'
import type { HugoSite } from '../../../posts/dialects/hugo/site-config.ts'
import type { MarkupSettings } from '../../../posts/markup-settings.ts'
import type { Page } from '../../../posts/page.ts'
import { readShortcodes } from '../../template-files.ts'
import type { BodySource } from '../engine.ts'

export async function hugoBodies(
  pages: Page[],
  site: HugoSite,
  markup: MarkupSettings,
  config: Config,
): Promise<BodySource> {
  const { texts, problems } = await readShortcodes(config)
  const key = hash('sha1', JSON.stringify([...texts]), 'base64')
  return {
    answer: hugoAnswers(pages, site, { texts, key }),
    answersKey: key,
    async syntax() {
      const { ownShortcodes } = await import('../../../posts/dialects/hugo/own-shortcodes.ts')
      const { hugoSyntax } = await import('../../../posts/dialects/hugo/shortcodes.ts')
      return hugoSyntax(ownShortcodes(texts, markup))
    },
    problems,
  }
}
