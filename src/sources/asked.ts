import type { BodyContext, Question } from '../posts/body-context.ts'

/** What a body asks its site while it is rendered: with the same answers, it is the same body. */
export type Answers = Pick<BodyContext, 'resolveUrl' | 'ask'>

/** Questions with their answers, as they are kept. */
export interface Asked {
  /** A link or picture as written, where it leads, the file behind it, and whether nothing is there. */
  urls: [href: string, url: string, file: string | null, isDead?: true][]
  /** What the engine's own syntax asked. */
  questions: [question: Question, answer: string | null][]
}

/**
 * The same answers, each written down as it is given.
 * @param origin of the site: a link to another leads there whatever the site is like
 */
export function recording(answers: Answers, origin: string): { answers: Answers; asked: Asked } {
  const asked: Asked = { urls: [], questions: [] }
  return {
    asked,
    answers: {
      resolveUrl(href) {
        const answer = answers.resolveUrl(href)
        const { url, file = null, isDead } = answer
        if (!leadsElsewhere(href, origin)) asked.urls.push(isDead ? [href, url, file, isDead] : [href, url, file])
        return answer
      },
      ask(question) {
        const answer = answers.ask(question)
        asked.questions.push([question, answer ?? null])
        return answer
      },
    },
  }
}

/** Whether the site still gives the same answers. */
export function wouldAnswer({ urls, questions }: Asked, answers: Answers): boolean {
  return (
    questions.every(([question, answer]) => (answers.ask(question) ?? null) === answer) &&
    urls.every(([href, url, file, isDead]) => {
      const answer = answers.resolveUrl(href)
      return answer.url === url && (answer.file ?? null) === file && answer.isDead === isDead
    })
  )
}

function leadsElsewhere(href: string, origin: string): boolean {
  return /^[a-z][a-z0-9+.-]*:/i.test(href) && URL.canParse(href) && new URL(href).origin !== origin
}
