import { basename } from 'node:path'
import type { Config } from './config.ts'
import { failure, type Problem } from './problem.ts'

/** What of a changed configuration a running program cannot take: where it listens, and which database it works on. */
export function needsRestart(had: Config, next: Config, { web }: { web: boolean }): Problem[] {
  const keys: [string, string | number, string | number][] = [['database.url', had.database.url, next.database.url]]
  if (web) keys.push(['web.host', had.web.host, next.web.host], ['web.port', had.web.port, next.web.port])
  return keys
    .filter(([, before, after]) => before !== after)
    .map(([key, before, after]) =>
      failure('config.restart', `${key} was "${before}" and is "${after}" now: that needs a restart.`, {
        file: basename(next.file),
        hint: 'Restart the program; until then it goes on with all that it had.',
      }),
    )
}
