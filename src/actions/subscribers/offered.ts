import type { Config, NewsletterConfig } from '../../config/config.ts'
import { cadencesOf } from '../newsletter-named.ts'

/** The newsletters that anybody may ask for. */
export function offeredNewsletters({ subscribe, newsletters }: Config): NewsletterConfig[] {
  if (!subscribe) return []
  return newsletters.filter(({ id }) => subscribe.newsletters?.includes(id) ?? true)
}

/** What a form shows. */
export interface SignUpOffer {
  newsletters: { id: string; title: string }[]
  /** Empty where there is nothing to choose. */
  cadences: string[]
  topics: string[]
}

export function signUpOffer(config: Config): SignUpOffer {
  const newsletters = offeredNewsletters(config)
  const cadences = newsletters.map(cadencesOf).filter((each) => each.length > 1)
  return {
    newsletters: newsletters.map(({ id, title }) => ({ id, title })),
    cadences: [...new Set(cadences.flat())],
    topics: [...new Set(newsletters.flatMap(({ topics }) => topics))],
  }
}

/** What somebody asked for, as each newsletter that they chose has it. */
export function choicesOf(
  config: Config,
  asked: { newsletters: string[]; cadence?: string; topics: string[] },
): Map<string, { cadence: string; topics: string[] }> {
  const chosen = offeredNewsletters(config).filter(({ id }) => asked.newsletters.includes(id))
  return new Map(
    chosen.map((newsletter) => {
      const cadences = cadencesOf(newsletter)
      const cadence = cadences.find((each) => each === asked.cadence) ?? cadences[0] ?? 'default'
      return [newsletter.id, { cadence, topics: asked.topics.filter((topic) => newsletter.topics.includes(topic)) }]
    }),
  )
}
