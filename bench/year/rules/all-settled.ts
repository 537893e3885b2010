import { allEditions, integrity } from '../books.ts'
import type { Rule } from './rule.ts'

/** After a calm month nothing is on its way, what is held was told, and the books add up. */
export const ALL_SETTLED: Rule = {
  name: 'nothing stands still, and the books add up',
  async atEnd(world) {
    const breaches = [...world.unforeseen.map((fault) => `an error that nobody foresaw: ${fault}`)]
    for (const edition of allEditions(world)) {
      const { name, state, candidates, accounted } = edition
      if (!['sent', 'cancelled', 'skipped'].includes(state))
        breaches.push(`${name} is still ${state} (${edition.reason})`)
      if (candidates !== undefined && candidates !== accounted)
        breaches.push(`${name}: ${candidates} candidates, but ${accounted} deliveries and excluded`)
    }
    return [...breaches, ...integrity(world)]
  },
}
