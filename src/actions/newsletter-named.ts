import type { Config, NewsletterConfig } from '../config/config.ts'
import { BroadsheetError, failure } from '../config/problem.ts'

/** The newsletter of this id; without one, the only newsletter there is. */
export function newsletterNamed(config: Config, id: string | undefined): NewsletterConfig {
  const [first, ...others] = newslettersNamed(config, id)
  if (first && others.length === 0) return first
  const names = config.newsletters.map((newsletter) => newsletter.id).join(', ')
  throw new BroadsheetError(
    failure('send.which-newsletter', first ? 'There are several newsletters.' : 'There is no newsletter.', {
      hint: first ? `Name one: ${names}.` : 'Write a [[newsletters]] table into broadsheet.toml.',
    }),
    2,
  )
}

/** The newsletter of this id; without one, all of them. */
export function newslettersNamed(config: Config, id: string | undefined): NewsletterConfig[] {
  if (id === undefined) return config.newsletters
  const found = config.newsletters.filter((newsletter) => newsletter.id === id)
  if (found.length > 0) return found
  const names = config.newsletters.map((newsletter) => newsletter.id).join(', ')
  throw new BroadsheetError(
    failure('send.unknown-newsletter', `There is no newsletter "${id}".`, { hint: names && `There is: ${names}.` }),
    2,
  )
}

/** A newsletter's title; of one that is configured no more, its id. */
export function titleOf({ newsletters }: Pick<Config, 'newsletters'>, newsletter: string): string {
  return newsletters.find(({ id }) => id === newsletter)?.title ?? newsletter
}

/** A newsletter's cadence of this name; without one, its first. A newsletter without a schedule has one, for sends by hand. */
export function cadenceNamed(newsletter: NewsletterConfig, name: string | undefined): string {
  const names = cadencesOf(newsletter)
  if (name === undefined) return names[0] ?? DEFAULT_CADENCE
  if (names.includes(name)) return name
  throw new BroadsheetError(
    failure('send.unknown-cadence', `${newsletter.id} has no cadence "${name}".`, {
      hint: `It has: ${names.join(', ')}.`,
    }),
    2,
  )
}

/** What a newsletter's only cadence is called. */
const DEFAULT_CADENCE = 'default'

export function cadencesOf(newsletter: NewsletterConfig): string[] {
  const names = Object.keys(newsletter.schedules)
  return names.length > 0 ? names : [DEFAULT_CADENCE]
}
