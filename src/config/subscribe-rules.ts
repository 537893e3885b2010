import type { z } from 'zod'
import { isTable } from './key-path.ts'

/** Newsletters that nobody has cannot be asked for. Runs where other keys are wrong, too. */
export function refuseUnknownNewsletters(config: unknown, context: z.RefinementCtx): void {
  if (!isTable(config) || !isTable(config.subscribe) || !Array.isArray(config.subscribe.newsletters)) return
  const known = Array.isArray(config.newsletters) ? config.newsletters : []
  const ids = known.flatMap((newsletter) => (isTable(newsletter) ? [newsletter.id] : []))
  for (const [index, id] of config.subscribe.newsletters.entries()) {
    if (ids.includes(id)) continue
    const path = ['subscribe', 'newsletters', index]
    context.addIssue({ code: 'custom', path, message: 'Write the id of a newsletter that stands in [[newsletters]].' })
  }
}
