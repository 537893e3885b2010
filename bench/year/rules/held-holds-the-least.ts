import { heldForFault } from '../books.ts'
import type { Rule } from './rule.ts'

/** Posts say what they like: while the templates are well, no edition is held for a fault of its mail. */
export const HELD_HOLDS_THE_LEAST: Rule = {
  name: 'a post never holds the others',
  async atEnd(world) {
    const { templates } = world.history
    return heldForFault(world)
      .filter(({ at }) => templates.findLast((since) => since.at <= at)?.areWell)
      .map(({ name, at }) => `${name} was held at ${new Date(at).toISOString()}, though the templates were well`)
  },
}
