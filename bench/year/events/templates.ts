import { TEMPLATE_STATES, writeTemplates } from '../templates.ts'
import type { YearEvent } from './year-event.ts'

export const TEMPLATES: YearEvent[] = [
  {
    name: 'the templates are changed, well or badly',
    weight: 3,
    happen: async (world) => {
      const state = world.random.pick(TEMPLATE_STATES)
      world.history.note(`  templates: ${state}`)
      writeTemplates(world, state)
    },
  },
  {
    name: 'the templates are put right',
    weight: 6,
    happen: async (world) => writeTemplates(world, 'good'),
  },
]
