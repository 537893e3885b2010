import { basename } from 'node:path'
import type { Config } from './config.ts'
import { shownDatabase } from './database-url.ts'
import { failure, type Problem } from './problem.ts'

/** What of a changed configuration a running program cannot take: where it listens, and which database it works on. */
export function needsRestart(had: Config, next: Config, { web }: { web: boolean }): Problem[] {
  const keys: [string, string | number, string | number][] = [['database.url', had.database.url, next.database.url]]
  // With another database it is another by itself.
  if (had.database.url === next.database.url)
    keys.push(['database.data_dir', had.database.dataDir, next.database.dataDir])
  if (web) keys.push(['web.host', had.web.host, next.web.host], ['web.port', had.web.port, next.web.port])
  return keys
    .filter(([, before, after]) => before !== after)
    .map(([key, before, after]) =>
      failure('config.restart', `${changed(key, before, after)}: that needs a restart.`, {
        file: basename(next.file),
        hint: 'Restart the program; until then it goes on with all that it had.',
      }),
    )
}

/** Of a database whose password alone is another, too. */
function changed(key: string, before: string | number, after: string | number): string {
  const [was, is] = [shownDatabase(String(before)), shownDatabase(String(after))]
  return was === is ? `${key} has changed` : `${key} was "${was}" and is "${is}" now`
}
