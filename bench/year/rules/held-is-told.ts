import { allEditions } from '../books.ts'
import type { Rule } from './rule.ts'

/** Whatever a scheduled run held, the operator was told by mail, by its name; but for one that gave way to a later one at once. */
export const HELD_IS_TOLD: Rule = {
  name: 'what is held is told',
  async atEnd(world) {
    const told = world.history.notices.map(({ subject, text }) => `${subject}\n${text}`).join('\n')
    const held = allEditions(world).filter(({ wasHeld, byHand, state }) => wasHeld && !byHand && state !== 'cancelled')
    return held.filter(({ name }) => !told.includes(name)).map(({ name }) => `${name} was held, and nobody was told`)
  },
}
