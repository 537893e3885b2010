import type { Temporal } from 'temporal-polyfill'
import { builtBodies } from './built-bodies.ts'
import type { GivenBodies } from './given-bodies.ts'
import { type AskedSite, programBodies } from './program-bodies.ts'

export interface TakeBodies extends AskedSite {
  now: Temporal.Instant
}

/**
 * Who makes the bodies besides Broadsheet itself; undefined where nobody does. The site's own program goes before its built pages.
 * @throws BroadsheetError where the site's own program is to make them, and cannot
 */
export async function takeBodies(asked: TakeBodies): Promise<GivenBodies | undefined> {
  if (asked.config.content.render === 'own') return builtBodies(asked)
  const made = await programBodies(asked)
  if ('bodies' in made) return made.bodies
  const built = (await builtBodies(asked)) ?? NONE
  return { ...built, problems: [made.problem, ...built.problems] }
}

const NONE: GivenBodies = { hashOf: () => undefined, read: () => ({ problems: [] }), problems: [] }
