import type { Question } from '../../body-context.ts'
import type { Page } from '../../page.ts'
import { refIndex, resolveRef } from './resolve-ref.ts'
import type { HugoSite } from './site-config.ts'

/** Where `ref` and `relref` lead. */
export function refQuestion(reference: string, language?: string): Question {
  return language === undefined ? ['ref', reference] : ['ref', reference, language]
}

/** Whether the site's owner wrote a template for a shortcode. */
export function templateQuestion(name: string): Question {
  return ['shortcode', name]
}

/**
 * A site's answers to what its posts' shortcodes ask.
 * @param templates of the site's own shortcodes, and a key of all that they say: any may take in another
 */
export function hugoAnswers(
  pages: Page[],
  site: HugoSite,
  templates: { texts: ReadonlyMap<string, string>; key: string },
): (question: Question, from: Page) => string | undefined {
  // Most builds find every body made, and ask for no page by its name.
  let references: ReturnType<typeof refIndex> | undefined
  return ([about, name = '', language], from) => {
    if (about === 'shortcode') return templates.texts.has(`${name}.liquid`) ? templates.key : undefined
    references ??= refIndex(pages, site)
    return resolveRef(name, from, references, language)
  }
}
