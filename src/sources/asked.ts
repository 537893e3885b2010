import type { BodyContext } from '../posts/body-context.ts'

/** What a body asks its site while it is rendered: with the same answers, it is the same body. */
export type Answers = Pick<BodyContext, 'resolveUrl' | 'resolveRef' | 'shortcodes'>

/** Questions with their answers, as they are kept. */
export interface Asked {
  /** A link or picture as written, where it leads, the file behind it, and whether nothing is there. */
  urls: [href: string, url: string, file: string | null, isDead?: true][]
  refs: [reference: string, language: string | null, url: string | null][]
  /** Names of shortcodes, and whether the site has a template of its own for them. */
  shortcodes: [name: string, has: boolean][]
}

/**
 * The same answers, each written down as it is given.
 * @param origin of the site: a link to another leads there whatever the site is like
 */
export function recording(answers: Answers, origin: string): { answers: Answers; asked: Asked } {
  const asked: Asked = { urls: [], refs: [], shortcodes: [] }
  const { shortcodes } = answers
  return {
    asked,
    answers: {
      resolveUrl(href) {
        const answer = answers.resolveUrl(href)
        const { url, file = null, isDead } = answer
        if (!leadsElsewhere(href, origin)) asked.urls.push(isDead ? [href, url, file, isDead] : [href, url, file])
        return answer
      },
      resolveRef(reference, language) {
        const url = answers.resolveRef(reference, language)
        asked.refs.push([reference, language ?? null, url ?? null])
        return url
      },
      shortcodes: {
        has(name) {
          const has = shortcodes.has(name)
          asked.shortcodes.push([name, has])
          return has
        },
        fill: (...call) => shortcodes.fill(...call),
      },
    },
  }
}

/** Whether the site still gives the same answers. What its shortcodes' templates say is for the caller to compare. */
export function wouldAnswer({ urls, refs, shortcodes }: Asked, answers: Answers): boolean {
  return (
    shortcodes.every(([name, has]) => answers.shortcodes.has(name) === has) &&
    refs.every(
      ([reference, language, url]) => (answers.resolveRef(reference, language ?? undefined) ?? null) === url,
    ) &&
    urls.every(([href, url, file, isDead]) => {
      const answer = answers.resolveUrl(href)
      return answer.url === url && (answer.file ?? null) === file && answer.isDead === isDead
    })
  )
}

function leadsElsewhere(href: string, origin: string): boolean {
  return /^[a-z][a-z0-9+.-]*:/i.test(href) && URL.canParse(href) && new URL(href).origin !== origin
}
