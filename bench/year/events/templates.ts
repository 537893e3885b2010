import { TEMPLATE_STATES, writeTemplates } from '../templates.ts'
import type { YearEvent } from './year-event.ts'

export const TEMPLATES: YearEvent[] = [
  {
    name: 'the templates are changed, well or badly',
    weight: 3,
    happen: async ({ site, random, history }) => {
      const state = random.pick(TEMPLATE_STATES)
      history.note(`  templates: ${state}`)
      writeTemplates(site, state)
    },
  },
  {
    name: 'the templates are put right',
    weight: 6,
    happen: async ({ site }) => writeTemplates(site, 'good'),
  },
]
