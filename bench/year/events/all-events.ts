import { BAD_DAYS } from './bad-days.ts'
import { CONFIGURATION } from './configuration.ts'
import { OPERATING } from './operating.ts'
import { READERS } from './readers.ts'
import { SERVERS } from './servers.ts'
import { TEMPLATES } from './templates.ts'
import { WRITING } from './writing.ts'
import type { YearEvent } from './year-event.ts'

/** All that can happen in a year. */
export const ALL_EVENTS: YearEvent[] = [
  ...WRITING,
  ...TEMPLATES,
  ...SERVERS,
  ...CONFIGURATION,
  ...OPERATING,
  ...READERS,
  ...BAD_DAYS,
]
